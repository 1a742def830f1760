import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What of each workspace folder makes the program. */
const PROGRAM = /^(?:apps|libs)\/[^/]+\/src\/.*\.ts$|^sql\/.*\.sql$/;
/** Tests, and what only tests import. */
const NOT_PROGRAM = /\.(?:test|fixture|cases)\.ts$|\/(?:golden|testing)\/|^libs\/testing\//;

/**
 * SHA-256 over the program's sources, tests and their fixtures left out, in lower-case hex: part of a run's identity, so that
 * changed code never takes an older run for its own. No git is needed.
 *
 * @param installation folder that holds `apps`, `libs` and `sql`
 */
export async function sourcesHash(installation: string): Promise<string> {
  const listed = await Promise.all(['apps', 'libs', 'sql'].map((top) => filesBelow(installation, top)));
  const files = listed.flat().sort();
  const bodies = await Promise.all(files.map((file) => readFile(join(installation, file))));
  const hash = createHash('sha256');
  files.forEach((file, i) => hash.update(`${file}\0${bodies[i]!.length}\0`).update(bodies[i]!));
  return hash.digest('hex');
}

async function filesBelow(installation: string, top: string): Promise<string[]> {
  const entries = await readdir(join(installation, top), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installation.length + 1))
    .filter((file) => PROGRAM.test(file) && !NOT_PROGRAM.test(file) && !file.includes('node_modules'));
}
