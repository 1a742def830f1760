import { taskNames } from '@engage/pipeline';
import { readMarker, type RunContext, type StageMarker } from '@engage/run';

/** The markers of a run's finished stages, in the order of the state machine. */
export async function finishedStages(run: RunContext): Promise<StageMarker[]> {
  const markers = await Promise.all(taskNames.map((name) => readMarker(run, name)));
  return markers.filter((marker) => marker !== null);
}
