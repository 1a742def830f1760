import { taskBindings, tasksOf, type TaskName } from '@engage/pipeline';
import { finishedMarker, type RunContext } from '@engage/run';

/** Whether a stage and all that it builds on are finished, with every artefact in its place. */
export async function isFinished(run: RunContext, until: TaskName): Promise<boolean> {
  const passed = new Set<string>(tasksOf(run.request.config.models === null));
  const stages = new Set<string>([until]);
  // A set hands out what is added while it is walked.
  for (const stage of stages) for (const need of needsOf(stage)) if (passed.has(need)) stages.add(need);
  for (const stage of stages) if (!(await finishedMarker(run, stage))) return false;
  return true;
}

function needsOf(stage: string): readonly string[] {
  return (
    Object.entries(taskBindings)
      .find(([name]) => name === stage)?.[1]
      .needs.flat() ?? []
  );
}
