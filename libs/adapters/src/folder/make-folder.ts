import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from '@engage/run';
import { codeOf, storageError } from './storage-error.ts';

/**
 * Makes a folder and those above it, where they do not stand yet. Node's own recursive mkdir never ends below a
 * folder that says of every name that it is missing, as /proc does.
 *
 * @throws InputError when the file system refuses
 */
export async function makeFolder(path: string): Promise<void> {
  const folder = resolve(path);
  if (await isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  try {
    await mkdir(folder);
  } catch (error) {
    // Somebody else was quicker.
    if (codeOf(error) === 'EEXIST' && (await isFolder(folder))) return;
    if (codeOf(error) === 'ENOENT')
      throw new InputError(
        `Expected to write to ${folder}, found that no folder can be made in ${parent}; choose another folder with --home`,
        { cause: error },
      );
    throw storageError(error, 'write to', folder);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
