import { InputError } from './input-error.ts';
import { LATEST_KEY } from './layout.ts';
import type { ObjectStore } from './object-store.ts';

/**
 * The id of the last finished run.
 *
 * @throws InputError when there is none, or its name is damaged
 */
export async function latestRunId(store: ObjectStore): Promise<string> {
  const place = store.location(LATEST_KEY);
  if (!(await store.exists(LATEST_KEY)))
    throw new InputError(`Expected the id of a finished run in ${place}, found none; "npx engage start" makes one`);
  const text = new TextDecoder().decode(await store.read(LATEST_KEY)).trim();
  if (/^[0-9a-f]{16}$/.test(text)) return text;
  throw new InputError(
    `Expected the id of a run, 16 hex digits, in ${place}, found "${text.slice(0, 40)}"; remove it, and name a run or start one`,
  );
}
