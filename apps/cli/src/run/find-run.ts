import {
  InputError,
  latestRunId,
  LATEST_KEY,
  layoutOf,
  loadRun,
  manifestOf,
  readJson,
  readRequest,
  type Manifest,
  type ObjectStore,
  type RunContext,
  type RunLayout,
  type StageMarker,
  type StageTiming,
  type Surroundings,
} from '@engage/run';
import { taskNames } from '@engage/pipeline';
import { parseContract } from '@engage/schema';
import type { RunSheet } from '../terminal/run-sheet.ts';
import { reachedStateOf } from './run-state.ts';

/** What an id of a run looks like. */
export const RUN_ID = /^[0-9a-f]{16}$/;

/**
 * The id of the run that a person means: the one that begins with the digits given, or the latest.
 *
 * @throws InputError when there is none, or more than one
 */
export async function findRunId(store: ObjectStore, given: string | undefined): Promise<string> {
  if (given === undefined) {
    if (!(await store.exists(LATEST_KEY))) {
      const others = (await runIds(store)).length > 0 ? ', "npx engage runs" lists those that are not' : '';
      throw new InputError(
        `Expected a finished run at ${store.location('runs/')}, found none; "npx engage start" makes one${others}`,
      );
    }
    return latestRunId(store);
  }
  const found = (await runIds(store)).filter((id) => id.startsWith(given.toLowerCase()));
  if (found.length === 1) return found[0]!;
  const what = found.length === 0 ? 'none' : found.join(', ');
  throw new InputError(
    `Expected one run whose id begins with "${given}", found ${what}; "npx engage runs" lists them`,
  );
}

/** The run that a person means, opened. */
export async function findRun(surroundings: Surroundings, given: string | undefined): Promise<RunContext> {
  return loadRun(await findRunId(surroundings.store, given), surroundings);
}

/**
 * Manifest and timings of the run that a person means; of one that was only trained or predicted, what there is.
 *
 * @throws InputError when there is none, or it has no models yet
 */
export async function findManifest(store: ObjectStore, given: string | undefined): Promise<RunSheet> {
  const runId = await findRunId(store, given);
  const layout = layoutOf(runId);
  if (!(await store.exists(layout.manifest))) return partialSheet(store, layout, runId);
  const advice = `remove ${store.location(layout.stage('Publish'))} and give the command that began the run again`;
  const manifest = (await readJson(store, layout.manifest, advice)) as Manifest;
  const timings = (await store.exists(layout.timings))
    ? ((await readJson(store, layout.timings, advice)) as { stages: StageTiming[] }).stages
    : [];
  return { state: 'finished', manifest, timings, location: store.location(layout.root) };
}

/** What the finished stages of a run that goes no further than `train` or `predict` say. */
async function partialSheet(store: ObjectStore, layout: RunLayout, runId: string): Promise<RunSheet> {
  const state = await reachedStateOf(store, runId);
  if (state !== 'trained' && state !== 'predicted')
    throw new InputError(
      `Expected a finished run at ${store.location(layout.root)}, found one without a manifest; the command that began it resumes it`,
    );
  const request = await readRequest(store, runId);
  const contract = parseContract(request.contract.text, request.contract.name);
  const advice = 'give the command that began the run again, which mends it';
  const filesOf = async <T>(keyOf: (stage: string) => string): Promise<T[]> => {
    const keys: string[] = [];
    for (const name of taskNames) if (await store.exists(keyOf(name))) keys.push(keyOf(name));
    return Promise.all(keys.map(async (key) => (await readJson(store, key, advice)) as T));
  };
  return {
    state,
    manifest: manifestOf(request, contract, await filesOf<StageMarker>(layout.stage)),
    timings: await filesOf<StageTiming>(layout.timing),
    location: store.location(layout.root),
  };
}

/** The ids of all runs of a store. */
export async function runIds(store: ObjectStore): Promise<string[]> {
  const keys = (await store.list('runs/')).map(({ key }) => key.split('/')[1] ?? '');
  return [...new Set(keys)].filter((id) => RUN_ID.test(id));
}
