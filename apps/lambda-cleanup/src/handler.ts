import { taskBindings } from '@engage/pipeline';
import { cleanup } from '@engage/results';
import { stageHandler } from '@engage/runtime';

/** Removes what a killed attempt at this run left; done every time, since it leaves nothing of its own. */
export const handler = stageHandler({
  Cleanup: { needs: taskBindings.Cleanup.needs, repeats: true, work: (run) => cleanup(run) },
});
