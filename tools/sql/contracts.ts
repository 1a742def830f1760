import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseContract, type Contract } from '@engage/schema';

const FOLDER = join(import.meta.dirname, '../../contracts');

/** Every contract of the repository, by its path below `contracts/`. */
export function allContracts(): Map<string, Contract> {
  const folders = ['', 'examples/'].filter((folder) => existsSync(join(FOLDER, folder)));
  const files = folders.flatMap((folder) =>
    readdirSync(join(FOLDER, folder))
      .filter((name) => name.endsWith('.odcs.yaml'))
      .sort()
      .map((name) => folder + name),
  );
  return new Map(files.map((file) => [file, parseContract(readFileSync(join(FOLDER, file), 'utf8'), file)]));
}
