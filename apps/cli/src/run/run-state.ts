import type { TaskName } from '@engage/pipeline';
import { isAbandoned, layoutOf, type ObjectStore } from '@engage/run';
import { holderOf } from './run-lock.ts';

/**
 * How far a run came: `predicted` and `trained` are as far as the commands of these names go, `damaged` is a run
 * whose request cannot be read.
 */
export type RunState = 'finished' | 'predicted' | 'trained' | 'unfinished' | 'under way' | 'damaged';

/** The last stage of each command, the furthest first. */
const REACHED: readonly (readonly [stage: TaskName, state: ReachedState])[] = [
  ['Publish', 'finished'],
  ['Ensemble', 'predicted'],
  ['Evaluate', 'trained'],
];

/** How far the finished stages of a run go. */
export type ReachedState = Extract<RunState, 'finished' | 'predicted' | 'trained' | 'unfinished'>;

/** How far the finished stages of a run go, whether a process is at work on it or not. */
export async function reachedStateOf(store: ObjectStore, runId: string): Promise<ReachedState> {
  for (const [stage, state] of REACHED) if (await store.exists(layoutOf(runId).stage(stage))) return state;
  return 'unfinished';
}

/** Whether a process that is still there holds the lock of a run. */
export async function isUnderWay(store: ObjectStore, runId: string): Promise<boolean> {
  const holder = await holderOf(store.location(layoutOf(runId).lock));
  return holder !== null && !isAbandoned(holder);
}
