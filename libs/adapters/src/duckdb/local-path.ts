import type { ObjectStore } from '@engage/run';

/** What the Parquet reader and writer need of a store: where a key lies. */
export type Located = Pick<ObjectStore, 'location'>;

/**
 * The path of a key on this machine.
 *
 * @throws RangeError when the store is not a local folder
 */
export function localPath(store: Located, key: string): string {
  const location = store.location(key);
  if (location.includes('://'))
    throw new RangeError(`Expected a local path for ${key}, found ${location}; copy the object here first`);
  return location;
}
