import {
  InputError,
  LATEST_KEY,
  layoutOf,
  loadRun,
  type Manifest,
  type ObjectStore,
  type RunContext,
  type StageTiming,
  type Surroundings,
} from '@engage/run';
import type { RunSheet } from '../terminal/run-sheet.ts';

/**
 * The id of the run that a person means: the one that begins with the digits given, or the latest.
 *
 * @throws InputError when there is none, or more than one
 */
export async function findRunId(store: ObjectStore, given: string | undefined): Promise<string> {
  if (given === undefined) {
    if (!(await store.exists(LATEST_KEY)))
      throw new InputError(
        `Expected a finished run at ${store.location('runs/')}, found none; "engage start" makes one`,
      );
    return textOf(await store.read(LATEST_KEY)).trim();
  }
  const found = (await runIds(store)).filter((id) => id.startsWith(given.toLowerCase()));
  if (found.length === 1) return found[0]!;
  const what = found.length === 0 ? 'none' : found.join(', ');
  throw new InputError(
    `Expected one run whose id begins with "${given}", found ${what}; "engage runs" lists them`,
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
  const manifest = JSON.parse(textOf(await store.read(layout.manifest))) as Manifest;
  const timings = (await store.exists(layout.timings))
    ? (JSON.parse(textOf(await store.read(layout.timings))) as { stages: StageTiming[] }).stages
    : [];
  return { manifest, timings, location: store.location(layout.root) };
}

/** The ids of all runs of a store. */
export async function runIds(store: ObjectStore): Promise<string[]> {
  const keys = (await store.list('runs/')).map(({ key }) => key.split('/')[1] ?? '');
  return [...new Set(keys)].filter((id) => /^[0-9a-f]{16}$/.test(id));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
