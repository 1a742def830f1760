import { taskBindings, tasksOf } from '@engage/pipeline';
import { publish } from '@engage/results';
import type { RunContext } from '@engage/run';
import { stageHandler } from '@engage/runtime';

/** Checks the artefacts, composes the manifest, and lets `runs/latest` name the run. */
export const handler = stageHandler({
  Publish: { needs: taskBindings.Publish.needs, work: (run) => publish(run, told(run)) },
});

/** The stages of a run that leave a marker, in the order in which the manifest tells them. */
function told({ request }: RunContext): string[] {
  return tasksOf(request.config.models === null).filter((name) => name !== 'Cleanup' && name !== 'Publish');
}
