import { stat } from 'node:fs/promises';
import { LATEST_KEY, layoutOf, runRequestSchema, type ObjectStore, type StageTiming } from '@engage/run';
import { runIds } from './find-run.ts';
import { holderOf, isAbandoned } from './run-lock.ts';

/** One run, as `engage runs` lists it. */
export interface RunEntry {
  readonly runId: string;
  readonly state: 'finished' | 'unfinished' | 'under way';
  readonly isLatest: boolean;
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
  const entries: RunEntry[] = [];
  for (const runId of await runIds(store)) {
    const layout = layoutOf(runId);
    if (!(await store.exists(layout.request))) continue;
    const request = runRequestSchema.parse(JSON.parse(textOf(await store.read(layout.request))));
    entries.push({
      runId,
      state: await stateOf(store, runId),
      isLatest: runId === latest,
      table: request.inputs.find(({ role }) => role === 'table')?.name ?? '',
      contract: request.contract.name,
      startedAt: (await stat(store.location(layout.request))).mtime.toISOString(),
      seconds: await secondsOf(store, layout.root),
    });
  }
  return entries.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

async function stateOf(store: ObjectStore, runId: string): Promise<RunEntry['state']> {
  const layout = layoutOf(runId);
  const holder = await holderOf(store.location(layout.lock));
  if (holder && !isAbandoned(holder)) return 'under way';
  return (await store.exists(layout.stage('Publish'))) ? 'finished' : 'unfinished';
}

async function secondsOf(store: ObjectStore, root: string): Promise<number> {
  const timings = await store.list(`${root}timings/`);
  const seconds = await Promise.all(
    timings.map(async ({ key }) => (JSON.parse(textOf(await store.read(key))) as StageTiming).seconds),
  );
  return Math.round(seconds.reduce((sum, value) => sum + value, 0) * 10) / 10;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
