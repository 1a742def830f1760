import { taskBindings, taskNames } from '@engage/pipeline';
import { publish } from '@engage/results';
import { stageHandler } from '@engage/runtime';

/** The stages that leave a marker, in the order in which the manifest tells them. */
const told = taskNames.filter((name) => name !== 'Cleanup' && name !== 'Publish');

/** Checks the artefacts, composes the manifest, and lets `runs/latest` name the run. */
export const handler = stageHandler({
  Publish: { needs: taskBindings.Publish.needs, work: (run) => publish(run, told) },
});
