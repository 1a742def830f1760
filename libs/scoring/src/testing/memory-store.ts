import { createHash } from 'node:crypto';
import { ObjectNotFoundError, type ObjectStore } from '@engage/run';

/** A store in memory, to be read. */
export function memoryStore(objects: Readonly<Record<string, string>>): ObjectStore {
  const bytesOf = (key: string): Uint8Array => {
    const body = objects[key];
    if (body === undefined) throw new ObjectNotFoundError(key, key);
    return new TextEncoder().encode(body);
  };
  const refuse = (): never => {
    throw new RangeError('Expected this store to be read alone, found another use');
  };
  return {
    read: (key) => new Promise((resolve) => resolve(bytesOf(key))),
    exists: (key) => Promise.resolve(objects[key] !== undefined),
    sha256: (key) =>
      new Promise((resolve) => resolve(createHash('sha256').update(bytesOf(key)).digest('hex'))),
    location: (key) => key,
    write: refuse,
    list: refuse,
    remove: refuse,
  };
}
