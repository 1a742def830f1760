import {
  InputError,
  LATEST_KEY,
  layoutOf,
  loadRun,
  readJson,
  type Manifest,
  type ObjectStore,
  type RunContext,
  type StageTiming,
  type Surroundings,
} from '@engage/run';
import type { RunSheet } from '../terminal/run-sheet.ts';

const RUN_ID = /^[0-9a-f]{16}$/;

/**
 * The id of the run that a person means: the one that begins with the digits given, or the latest.
 *
 * @throws InputError when there is none, or more than one
 */
export async function findRunId(store: ObjectStore, given: string | undefined): Promise<string> {
  if (given === undefined) {
    if (!(await store.exists(LATEST_KEY)))
      throw new InputError(
        `Expected a finished run at ${store.location('runs/')}, found none; "npx engage start" makes one`,
      );
    return latestRunId(store);
  }
  const found = (await runIds(store)).filter((id) => id.startsWith(given.toLowerCase()));
  if (found.length === 1) return found[0]!;
  const what = found.length === 0 ? 'none' : found.join(', ');
  throw new InputError(
    `Expected one run whose id begins with "${given}", found ${what}; "npx engage runs" lists them`,
  );
}

async function latestRunId(store: ObjectStore): Promise<string> {
  const text = new TextDecoder().decode(await store.read(LATEST_KEY)).trim();
  if (RUN_ID.test(text)) return text;
  throw new InputError(
    `Expected the id of a run, 16 hex digits, in ${store.location(LATEST_KEY)}, found "${text.slice(0, 40)}"; remove that file and name a run that "npx engage runs" lists`,
  );
}

/** The run that a person means, opened. */
export async function findRun(surroundings: Surroundings, given: string | undefined): Promise<RunContext> {
  return loadRun(await findRunId(surroundings.store, given), surroundings);
}

/**
 * Manifest and timings of the finished run that a person means.
 *
 * @throws InputError when there is none, or it is not finished
 */
export async function findManifest(store: ObjectStore, given: string | undefined): Promise<RunSheet> {
  const layout = layoutOf(await findRunId(store, given));
  if (!(await store.exists(layout.manifest)))
    throw new InputError(
      `Expected a finished run at ${store.location(layout.root)}, found one without a manifest; the command that began it resumes it`,
    );
  const advice = `remove ${store.location(layout.stage('Publish'))} and give the command that began the run again`;
  const manifest = (await readJson(store, layout.manifest, advice)) as Manifest;
  const timings = (await store.exists(layout.timings))
    ? ((await readJson(store, layout.timings, advice)) as { stages: StageTiming[] }).stages
    : [];
  return { manifest, timings, location: store.location(layout.root) };
}

/** The ids of all runs of a store. */
export async function runIds(store: ObjectStore): Promise<string[]> {
  const keys = (await store.list('runs/')).map(({ key }) => key.split('/')[1] ?? '');
  return [...new Set(keys)].filter((id) => RUN_ID.test(id));
}
