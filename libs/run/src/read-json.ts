import { InputError } from './input-error.ts';
import type { ObjectStore } from './object-store.ts';

/**
 * A stored JSON document.
 *
 * @param advice what a person can do when the file is damaged
 * @throws InputError that names the file when it holds no JSON
 */
export async function readJson(store: ObjectStore, key: string, advice: string): Promise<unknown> {
  const body = new TextDecoder().decode(await store.read(key));
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new InputError(
      `Expected JSON in ${store.location(key)}, found ${body.length === 0 ? 'an empty file' : 'a damaged one'}; ${advice}`,
      { cause },
    );
  }
}
