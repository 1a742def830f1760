import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { folderInput, InputError, outcomeFilesOf, type FolderFile, type RunInput } from '@engage/run';
import type { Contract } from '@engage/schema';

/**
 * The files that decide a run's outputs, each with its hash: the table (a file, or a folder with every file in
 * it), the outcome files that the contract names beside it, and the truth where it is known.
 *
 * @param table absolute path; a folder's ends with `/`, and holds the outcome files too
 * @throws InputError when one of them is not there
 */
export async function hashInputs(
  table: string,
  contract: Pick<Contract, 'models'>,
  truth: string | null,
): Promise<RunInput[]> {
  const inputs = [await describe('table', table, '--help tells what the command takes')];
  for (const file of outcomeFilesOf(contract))
    inputs.push(
      await describe(
        file,
        join(table.slice(0, table.lastIndexOf('/') + 1), file),
        'the contract names it beside the table',
      ),
    );
  if (truth !== null) inputs.push(await describe('truth', truth, 'correct --truth or leave it out'));
  return inputs;
}

async function describe(role: string, path: string, advice: string): Promise<RunInput> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new InputError(`Expected the ${role} at ${path}, found nothing; ${advice}`);
  const name = basename(resolve(path));
  if (!found.isDirectory()) return { role, name, bytes: found.size, sha256: await hashOf(path) };
  const paths = await filesBelow(path);
  if (paths.length === 0) throw new InputError(`Expected files in ${path}, found an empty folder; ${advice}`);
  const files: FolderFile[] = [];
  for (const file of paths) {
    const { size: bytes } = await stat(join(path, file));
    files.push({ path: file, bytes, sha256: await hashOf(join(path, file)) });
  }
  return folderInput(role, name, files);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length));
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  } catch (cause) {
    throw new InputError(
      `Expected to read ${path}, found no way to (${String(cause)}); check its permissions`,
      {
        cause,
      },
    );
  }
  return hash.digest('hex');
}
