import { InterruptedError, type RunContext } from '@engage/run';

/**
 * Reports the steps of a stage one by one, and stops between two of them when the person has asked for it.
 *
 * @example const step = stepsOf(run, 'Preparing', 8); step();
 */
export function stepsOf(run: RunContext, label: string, total: number): () => void {
  let done = 0;
  return () => {
    if (run.signal.aborted)
      throw new InterruptedError(`Run ${run.runId} was stopped while ${label.toLowerCase()}`);
    run.progress.report({ label, done: Math.min(done, total), total, unit: 'steps' });
    done += 1;
  };
}
