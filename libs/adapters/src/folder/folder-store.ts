import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ObjectNotFoundError, type ObjectStore, type StoredObject } from '@engage/run';
import { makeFolder } from './make-folder.ts';
import { codeOf, storageError } from './storage-error.ts';

/**
 * An object store on a local folder: keys are paths below it. The folder is made with the first write.
 *
 * Writes go to `<key>.<random>.tmp` beside the object and are renamed, so a reader never sees half of one.
 *
 * @param root path of the folder
 * @throws InputError from its methods when the disk is full or permission is missing
 * @example const store = createFolderStore('data'); await store.write('runs/latest', '0123456789abcdef')
 */
export function createFolderStore(root: string): ObjectStore {
  const base = resolve(root);
  const location = (key: string): string => pathBelow(base, key);
  return {
    location,
    async read(key) {
      return missingAs(key, location(key), () => readFile(location(key)));
    },
    async exists(key) {
      const found = await statOf(location(key));
      return found !== null && (key.endsWith('/') ? found.isDirectory() : found.isFile());
    },
    async write(key, body) {
      await writeAtomically(location(key), body);
    },
    async list(prefix) {
      const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      const objects = await filesBelow(base, folder);
      return objects
        .filter(({ key }) => key.startsWith(prefix))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    },
    async remove(keyOrPrefix) {
      const path = location(keyOrPrefix);
      try {
        await rm(path, { recursive: keyOrPrefix.endsWith('/'), force: true });
      } catch (error) {
        throw storageError(error, 'write to', path);
      }
    },
    async sha256(key) {
      return missingAs(key, location(key), async () => {
        const hash = createHash('sha256');
        await pipeline(createReadStream(location(key), { highWaterMark: 1 << 20 }), hash);
        return hash.digest('hex');
      });
    },
  };
}

function pathBelow(base: string, key: string): string {
  const path = resolve(base, key);
  if (path !== base && !path.startsWith(base.endsWith(sep) ? base : base + sep))
    throw new RangeError(`Expected a key below the store's root, found "${key}"`);
  return key.endsWith('/') ? path + sep : path;
}

async function writeAtomically(path: string, body: Uint8Array | string): Promise<void> {
  const part = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await makeFolder(dirname(path));
    const file = await open(part, 'w');
    try {
      await file.writeFile(body);
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw storageError(error, 'write to', path);
  }
}

async function filesBelow(base: string, folder: string): Promise<StoredObject[]> {
  const path = join(base, folder);
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw storageError(error, 'read', path);
  });
  const found = entries.map(async (entry): Promise<StoredObject[]> => {
    const key = folder + entry.name;
    if (entry.isDirectory()) return filesBelow(base, `${key}/`);
    const size = (await statOf(join(base, key)))?.size;
    return size === undefined ? [] : [{ key, bytes: size }];
  });
  return (await Promise.all(found)).flat();
}

async function statOf(path: string) {
  return stat(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw storageError(error, 'read', path);
  });
}

async function missingAs<T>(key: string, path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) throw new ObjectNotFoundError(key, path);
    throw storageError(error, 'read', path);
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}
