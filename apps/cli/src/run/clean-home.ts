import { LATEST_KEY, TRAINED_KEY, type ObjectStore } from '@engage/run';
import { STAMP_KEY, stampedKeys } from './generation-stamp.ts';
import { listRuns, type RunEntry } from './list-runs.ts';

/**
 * What to remove: runs that were interrupted before they had models, all runs but the latest and those whose models score, or
 * everything that was made.
 */
export type CleanScope = 'unfinished' | 'runs' | 'all';

/** What was removed, and what was left alone though it was in scope. */
export interface Cleaned {
  readonly removed: readonly string[];
  readonly kept: readonly Kept[];
}

interface Kept {
  readonly key: string;
  readonly why: string;
}

/** Removes runs, and with `all` the generated data; a run that a process works on stays, and so do its inputs. */
export async function cleanHome(store: ObjectStore, scope: CleanScope, dryRun: boolean): Promise<Cleaned> {
  const runs = await listRuns(store);
  const isDoomed = ({ state, isLatest, hasModelsInUse }: RunEntry) =>
    state === 'unfinished' ||
    state === 'damaged' ||
    (state !== 'under way' && (scope === 'all' || (scope === 'runs' && !isLatest && !hasModelsInUse)));
  const doomed = runs.filter(isDoomed);
  const removed = doomed.map(({ runId }) => `runs/${runId}/`);
  const rest = runs.filter((run) => !isDoomed(run));
  const kept = rest.flatMap(whyKept);
  if (scope === 'all') {
    // A table of the user's own may lie there too: only what the stamp names was generated.
    const generated = (await store.exists(STAMP_KEY)) ? [...(await stampedKeys(store)), STAMP_KEY] : [];
    if (rest.some(({ state }) => state === 'under way'))
      kept.push(...generated.map((key) => ({ key, why: 'a run that is under way may read it' })));
    else removed.push(...generated);
    if ((await store.exists(LATEST_KEY)) && !rest.some(({ isLatest }) => isLatest)) removed.push(LATEST_KEY);
    if (await store.exists(TRAINED_KEY)) removed.push(TRAINED_KEY);
  }
  if (!dryRun) for (const key of removed) await store.remove(key);
  return { removed, kept };
}

/** Why a run stays that a person might expect to go; finished ones need no word. */
function whyKept({ runId, state }: RunEntry): Kept[] {
  const key = `runs/${runId}/`;
  if (state === 'under way') return [{ key, why: 'a process is at work on it' }];
  if (state === 'finished') return [];
  return [{ key, why: `it is ${state}; the command that began it goes on with it, --runs removes it` }];
}
