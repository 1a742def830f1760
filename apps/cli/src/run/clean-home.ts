import { LATEST_KEY, type ObjectStore } from '@engage/run';
import { STAMP_KEY } from './generation-stamp.ts';
import { listRuns } from './list-runs.ts';

/** What to remove: runs that were not finished, finished ones but the latest too, or everything that was made. */
export type CleanScope = 'unfinished' | 'runs' | 'all';

/** What was removed, and what was left alone though it was in scope. */
export interface Cleaned {
  readonly removed: readonly string[];
  readonly kept: readonly { readonly key: string; readonly why: string }[];
}

/** Removes runs, and with `all` the generated data; a run that a process works on stays. */
export async function cleanHome(store: ObjectStore, scope: CleanScope, dryRun: boolean): Promise<Cleaned> {
  const runs = await listRuns(store);
  const busy = runs.filter(({ state }) => state === 'under way');
  const doomed = runs.filter(
    ({ state, isLatest }) =>
      state === 'unfinished' ||
      (state === 'finished' && (scope === 'all' || (scope === 'runs' && !isLatest))),
  );
  const removed = doomed.map(({ runId }) => `runs/${runId}/`);
  if (scope === 'all') {
    // A table of the user's own may lie there too: only what the stamp names was generated.
    if (await store.exists(STAMP_KEY)) removed.push(...(await generatedKeys(store)), STAMP_KEY);
    if (await store.exists(LATEST_KEY)) removed.push(LATEST_KEY);
  }
  if (!dryRun) for (const key of removed) await store.remove(key);
  return {
    removed,
    kept: busy.map(({ runId }) => ({ key: `runs/${runId}/`, why: 'a process is at work on it' })),
  };
}

async function generatedKeys(store: ObjectStore): Promise<string[]> {
  const stamp = JSON.parse(new TextDecoder().decode(await store.read(STAMP_KEY))) as {
    readonly files: readonly { readonly key: string }[];
  };
  return stamp.files.map(({ key }) => key);
}
