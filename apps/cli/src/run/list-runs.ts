import { stat } from 'node:fs/promises';
import {
  InputError,
  LATEST_KEY,
  TRAINED_KEY,
  layoutOf,
  readRequest,
  type ObjectStore,
  type RunRequest,
  type StageTiming,
} from '@engage/run';
import { RUN_ID, runIds } from './find-run.ts';
import { isUnderWay, reachedStateOf, type RunState } from './run-state.ts';

/** One run, as `engage runs` lists it. */
export interface RunEntry {
  readonly runId: string;
  readonly state: RunState;
  readonly isLatest: boolean;
  /** Whether scoring needs it: its models were trained last, or are those of the latest run. */
  readonly hasModelsInUse: boolean;
  /** Name of the table's file. */
  readonly table: string;
  readonly contract: string;
  /** ISO 8601, UTC: when the run was opened. */
  readonly startedAt: string;
  /** Sum over the finished stages. */
  readonly seconds: number;
}

/** All runs of a store, the newest first. */
export async function listRuns(store: ObjectStore): Promise<RunEntry[]> {
  const latest = (await store.exists(LATEST_KEY)) ? textOf(await store.read(LATEST_KEY)).trim() : '';
  const inUse = await modelsInUse(store, latest);
  const entries: RunEntry[] = [];
  for (const runId of await runIds(store)) {
    const layout = layoutOf(runId);
    if (!(await store.exists(layout.request))) continue;
    const request = await requestOf(store, runId);
    entries.push({
      runId,
      state: await stateOf(store, runId, request),
      isLatest: runId === latest,
      hasModelsInUse: inUse.includes(runId),
      table: request?.inputs.find(({ role }) => role === 'table')?.name ?? '',
      contract: request?.contract.name ?? '',
      startedAt: (await stat(store.location(layout.request))).mtime.toISOString(),
      seconds: await secondsOf(store, layout.root),
    });
  }
  return entries.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** Ids of the runs whose models score: those that were trained last, and those that the latest run scored with. */
async function modelsInUse(store: ObjectStore, latest: string): Promise<string[]> {
  const trained = (await store.exists(TRAINED_KEY)) ? textOf(await store.read(TRAINED_KEY)).trim() : '';
  const isThere = RUN_ID.test(latest) && (await store.exists(layoutOf(latest).request));
  const request = isThere ? await requestOf(store, latest) : null;
  return [trained, request?.config.models ?? ''];
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

async function stateOf(store: ObjectStore, runId: string, request: RunRequest | null): Promise<RunState> {
  // A process that read its request before that was damaged is at work all the same.
  if (await isUnderWay(store, runId)) return 'under way';
  return request ? reachedStateOf(store, runId) : 'damaged';
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
