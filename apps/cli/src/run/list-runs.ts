import { stat } from 'node:fs/promises';
import {
  InputError,
  isAbandoned,
  LATEST_KEY,
  layoutOf,
  readRequest,
  type ObjectStore,
  type RunRequest,
  type StageTiming,
} from '@engage/run';
import type { TaskName } from '@engage/pipeline';
import { runIds } from './find-run.ts';
import { holderOf } from './run-lock.ts';

/**
 * How far a run came: `predicted` and `trained` are as far as the commands of these names go, `damaged` is a run
 * whose request cannot be read.
 */
export type RunState = 'finished' | 'predicted' | 'trained' | 'unfinished' | 'under way' | 'damaged';

/** One run, as `engage runs` lists it. */
export interface RunEntry {
  readonly runId: string;
  readonly state: RunState;
  readonly isLatest: boolean;
  /** Name of the table's file. */
  readonly table: string;
  readonly contract: string;
  /** ISO 8601, UTC: when the run was opened. */
  readonly startedAt: string;
  /** Sum over the finished stages. */
  readonly seconds: number;
}

/** The last stage of each command, the furthest first. */
const REACHED: readonly (readonly [stage: TaskName, state: RunState])[] = [
  ['Publish', 'finished'],
  ['Ensemble', 'predicted'],
  ['Evaluate', 'trained'],
];

/** All runs of a store, the newest first. */
export async function listRuns(store: ObjectStore): Promise<RunEntry[]> {
  const latest = (await store.exists(LATEST_KEY)) ? textOf(await store.read(LATEST_KEY)).trim() : '';
  const entries: RunEntry[] = [];
  for (const runId of await runIds(store)) {
    const layout = layoutOf(runId);
    if (!(await store.exists(layout.request))) continue;
    const request = await requestOf(store, runId);
    entries.push({
      runId,
      state: request ? await stateOf(store, runId) : 'damaged',
      isLatest: runId === latest,
      table: request?.inputs.find(({ role }) => role === 'table')?.name ?? '',
      contract: request?.contract.name ?? '',
      startedAt: (await stat(store.location(layout.request))).mtime.toISOString(),
      seconds: await secondsOf(store, layout.root),
    });
  }
  return entries.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** Null when it is damaged: one broken run must not hide the others. */
async function requestOf(store: ObjectStore, runId: string): Promise<RunRequest | null> {
  try {
    return await readRequest(store, runId);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

async function stateOf(store: ObjectStore, runId: string): Promise<RunState> {
  const layout = layoutOf(runId);
  const holder = await holderOf(store.location(layout.lock));
  if (holder && !isAbandoned(holder)) return 'under way';
  for (const [stage, state] of REACHED) if (await store.exists(layout.stage(stage))) return state;
  return 'unfinished';
}

async function secondsOf(store: ObjectStore, root: string): Promise<number> {
  const timings = await store.list(`${root}timings/`);
  const seconds = await Promise.all(timings.map(({ key }) => secondsIn(store, key)));
  return Math.round(seconds.reduce((sum, value) => sum + value, 0) * 10) / 10;
}

/** What a stage took; nothing when its timing is damaged, since no output depends on it. */
async function secondsIn(store: ObjectStore, key: string): Promise<number> {
  try {
    return (JSON.parse(textOf(await store.read(key))) as StageTiming).seconds;
  } catch (error) {
    if (error instanceof SyntaxError) return 0;
    throw error;
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
