import { InputError } from './input-error.ts';
import { LATEST_KEY, TRAINED_KEY } from './layout.ts';
import type { ObjectStore } from './object-store.ts';
import type { RunRequest } from './request.ts';

/**
 * The id of the last finished run.
 *
 * @throws InputError when there is none, or its name is damaged
 */
export async function latestRunId(store: ObjectStore): Promise<string> {
  return idIn(store, LATEST_KEY);
}

/**
 * The id of the last finished run that trained, whose models score unless others are named: runs that scored with older models
 * since then change nothing. Where none was noted, the last finished run.
 *
 * @throws InputError when there is none, or its name is damaged
 */
export async function latestTrainedId(store: ObjectStore): Promise<string> {
  return idIn(store, (await store.exists(TRAINED_KEY)) ? TRAINED_KEY : LATEST_KEY);
}

/** Notes that a run is the last finished one, and the last whose models were trained. */
export async function nameLatest(store: ObjectStore, { runId, config }: RunRequest): Promise<void> {
  if (config.models === null) await store.write(TRAINED_KEY, runId);
  await store.write(LATEST_KEY, runId);
}

async function idIn(store: ObjectStore, key: string): Promise<string> {
  const place = store.location(key);
  if (!(await store.exists(key)))
    throw new InputError(
      `Expected the id of a finished run in ${place}, found none; "npx engage start" makes one`,
    );
  const text = new TextDecoder().decode(await store.read(key)).trim();
  if (/^[0-9a-f]{16}$/.test(text)) return text;
  throw new InputError(
    `Expected the id of a run, 16 hex digits, in ${place}, found "${text.slice(0, 40)}"; remove it, and name a run or start one`,
  );
}
