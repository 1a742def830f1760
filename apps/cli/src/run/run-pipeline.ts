import { InterruptedError, layoutOf, loadRun, nameLatest, type RunContext } from '@engage/run';
import {
  localResources,
  runStateMachine,
  stateMachine,
  taskNames,
  upTo,
  type ExecutionInput,
  type TaskName,
} from '@engage/pipeline';
import type { AppSurroundings } from '@engage/runtime';
import type { ProgressView } from '../terminal/progress-view.ts';
import { bindTasks } from './bindings.ts';
import { isFinished } from './is-finished.ts';
import type { OpenedRun } from './open-run.ts';
import { lockRun } from './run-lock.ts';

/** How a run was left. */
export interface PipelineEnd {
  readonly run: RunContext;
  /** `resumed`: some stages were done before, which `seconds` leaves out; `found`: all of them, so nothing was done now. */
  readonly state: 'done' | 'resumed' | 'found';
  readonly seconds: number;
}

/**
 * Runs the state machine in this process, from the first unfinished stage on. A run that is finished afterwards is
 * the latest, also when nothing had to be done: what the screen shows is what later questions are asked to.
 *
 * @param until last stage to do; all of them by default
 * @throws InputError when another process is at work on the run; InterruptedError, with how to go on, when the
 *   surroundings' signal is aborted
 */
export async function runPipeline(
  opened: OpenedRun,
  surroundings: AppSurroundings,
  view: ProgressView,
  until: TaskName = taskNames.at(-1)!,
): Promise<PipelineEnd> {
  const { runId } = opened.request;
  const begin = performance.now();
  const run = await loadRun(runId, surroundings);
  const end = (state: PipelineEnd['state']): PipelineEnd => ({
    run,
    state,
    seconds: (performance.now() - begin) / 1000,
  });
  if (await isFinished(run, until)) {
    if (await isFinished(run, taskNames.at(-1)!)) await nameLatest(surroundings.store, run.request);
    return end('found');
  }
  const resumed = (await surroundings.store.list(`${run.layout.root}stages/`)).length;
  const lock = await lockRun(surroundings.store.location(layoutOf(runId).lock));
  const input: ExecutionInput = {
    runId,
    table: opened.table,
    truth: opened.truth ?? '',
    models: opened.request.config.models ?? '',
  };
  try {
    view.line(openingLine(runId, resumed));
    await runStateMachine(
      upTo(stateMachine(localResources()), until),
      { ...input },
      bindTasks(surroundings, run),
      {
        signal: surroundings.signal,
        onState: (event) => view.onState(event),
      },
    );
    // Publish makes a run the latest, but not again when only a lost file was made anew.
    if (until === taskNames.at(-1)) await nameLatest(surroundings.store, run.request);
    return end(resumed > 0 ? 'resumed' : 'done');
  } catch (error) {
    if (!(error instanceof InterruptedError) && !surroundings.signal.aborted) throw error;
    throw new InterruptedError(`run ${runId} is kept; the same command again resumes it`, { cause: error });
  } finally {
    view.close();
    await lock.release();
  }
}

/** What is begun, or gone on with. */
export function openingLine(runId: string, finishedStages: number): string {
  if (finishedStages === 0) return `Run ${runId}`;
  return `Resuming run ${runId}, ${finishedStages} ${finishedStages === 1 ? 'stage is' : 'stages are'} done`;
}
