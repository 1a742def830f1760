import { folderInput, InputError, outcomeFilesOf, type ObjectStore, type RunInput } from '@engage/run';
import type { Contract } from '@engage/schema';

/**
 * What decides a run on a table that lies in the store, each with its hash: the table, and the outcome files that the
 * contract names beside it. The same files have the same hashes as on a disk, wherever the run is opened.
 *
 * @param table key of a file, or of a folder with `/` at the end, which holds the outcome files too
 * @throws InputError when one of them is not there
 */
export async function storedInputs(
  store: ObjectStore,
  table: string,
  contract: Pick<Contract, 'models'>,
): Promise<RunInput[]> {
  const folder = table.slice(0, table.lastIndexOf('/') + 1);
  const outcomes = outcomeFilesOf(contract).map((file) => [file, `${folder}${file}`] as const);
  const inputs: RunInput[] = [];
  for (const [role, key] of [['table', table] as const, ...outcomes])
    inputs.push(await describe(store, role, key));
  return inputs;
}

async function describe(store: ObjectStore, role: string, key: string): Promise<RunInput> {
  const isFolder = key.endsWith('/');
  const name = key.replace(/\/$/, '').split('/').at(-1)!;
  const found = (await store.list(key)).filter((its) =>
    isFolder ? !its.key.split('/').at(-1)!.startsWith('.') : its.key === key,
  );
  if (found.length === 0)
    throw new InputError(
      `Expected the ${role} at ${store.location(key)}, found nothing; put it there, outcomes before the table`,
    );
  const [first] = found;
  if (!isFolder) return { role, name, bytes: first!.bytes, sha256: await store.sha256(key) };
  const files = found.map(async ({ key: file, bytes }) => ({
    path: file.slice(key.length),
    bytes,
    sha256: await store.sha256(file),
  }));
  return folderInput(role, name, await Promise.all(files));
}
