/**
 * `node tools/docs/commands.ts`: runs every `npx engage …` line of the README and the guides, in the order
 * in which a reader meets them, and fails when one fails. It expects that `npm start` ran before.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsOf } from './commands-of.ts';

const guides = readdirSync('docs/guides')
  .filter((file) => file.endsWith('.md'))
  .map((file) => join('docs/guides', file));
let passed = 0;
let failed = 0;
for (const file of ['README.md', ...guides.sort()]) {
  for (const { line, command } of commandsOf(readFileSync(file, 'utf8'))) {
    const { status, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', command], { encoding: 'utf8' });
    if (status === 0) passed += 1;
    else {
      failed += 1;
      console.log(`${file}:${line}: ${command}\nexit code ${status}: ${stderr.trim()}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
