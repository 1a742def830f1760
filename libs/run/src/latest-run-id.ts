import { InputError } from './input-error.ts';
import { LATEST_KEY } from './layout.ts';
import type { ObjectStore } from './object-store.ts';

/**
 * The id of the last finished run.
 *
 * @throws InputError when there is none
 */
export async function latestRunId(store: ObjectStore): Promise<string> {
  const text = (await store.exists(LATEST_KEY)) ? new TextDecoder().decode(await store.read(LATEST_KEY)) : '';
  if (/^[0-9a-f]{16}\s*$/.test(text)) return text.trim();
  throw new InputError(
    `Expected the id of a finished run in ${store.location(LATEST_KEY)}, found ${text === '' ? 'none' : 'something else'}; "npx engage start" makes one`,
  );
}
