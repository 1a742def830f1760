import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PREFIX = 'engage-tests-';

/** Before all tests: a temporary folder of their own, for them and whatever they start, also as another user. */
export default function makeTemporaryFolder(): void {
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
}
