import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { PREFIX } from './make-temporary-folder.ts';

/** After all tests: removes their temporary folder, with what killed processes and synthesised stacks left in it. */
export default function removeTemporaryFolder(): void {
  if (basename(tmpdir()).startsWith(PREFIX)) rmSync(tmpdir(), { recursive: true, force: true });
}
