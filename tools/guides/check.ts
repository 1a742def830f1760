/**
 * `npx node tools/guides/check.ts [GUIDE…]`: does what each `docs/guides/add-….md` says, in a copy of this repository: its
 * edits, its commands, and at the end the way back, which has to leave every file as it was.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyOf } from './copy-of.ts';
import { stepsOf } from './steps-of.ts';

const root = join(import.meta.dirname, '../..');
const asked = process.argv.slice(2);
const guides = readdirSync(join(root, 'docs/guides')).filter((file) => /^add-.*\.md$/.test(file));
let [passed, failed] = [0, 0];

for (const guide of guides.filter((file) => asked.length === 0 || asked.includes(file))) {
  const begin = performance.now();
  const copy = mkdtempSync(join(tmpdir(), 'engage-guide-'));
  try {
    copyOf(root, copy);
    follow(`docs/guides/${guide}`, copy);
    passed += 1;
    console.log(`${guide}: done and undone in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  } catch (error) {
    failed += 1;
    console.error(error instanceof Error ? error.message : error);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function follow(guide: string, copy: string): void {
  const steps = stepsOf(guide, readFileSync(join(root, guide), 'utf8'));
  const diffs = steps.flatMap((step) => (step.kind === 'edit' ? [step] : []));
  if (diffs.length === 0 || diffs.length === steps.length)
    throw new Error(`${guide}: expected edits and commands, found ${diffs.length} edits only`);
  for (const step of steps) {
    const where = `${guide}:${step.line}`;
    if (step.kind === 'edit') apply(where, copy, step.diff, []);
    else {
      const output = run(where, copy, step.command);
      const missing = step.printed.filter((line) => !output.includes(line));
      if (missing.length > 0)
        throw new Error(
          `${where}: ${step.command}\nexpected\n${missing.join('\n')}\nfound\n${output.slice(-2000)}`,
        );
    }
  }
  for (const { line, diff } of diffs.toReversed()) apply(`${guide}:${line}`, copy, diff, ['--reverse']);
  for (const file of diffs.flatMap(({ diff }) =>
    [...diff.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, it]) => it!),
  ))
    if (textOf(join(copy, file)) !== textOf(join(root, file)))
      throw new Error(`${guide}: expected ${file} as it was, found it changed by the way back`);
}

function apply(where: string, cwd: string, input: string, more: readonly string[]): void {
  const args = ['apply', '--recount', '-C1', ...more];
  const { status, stderr } = spawnSync('git', args, { cwd, input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${where}: git ${args.join(' ')} failed; mend the diff: ${stderr}`);
}

function run(where: string, cwd: string, command: string): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', command], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0)
    throw new Error(`${where}: ${command}\nexit code ${status}: ${(stdout + stderr).slice(-3000)}`);
  return stdout + stderr;
}

function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
