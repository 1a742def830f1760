import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, ROOT, textOf } from '../architecture/sources.ts';
import { snippetsOf, type Snippet } from './snippets.ts';

/** A `ts` block with the `text` block right behind it, which shows what it prints. */
interface Example {
  readonly code: Snippet;
  readonly printed: Snippet;
}

function examplesOf(file: string): Example[] {
  const snippets = snippetsOf(file, textOf(file));
  return snippets.flatMap((code, i) => {
    const printed = snippets[i + 1];
    const end = code.line + code.text.split('\n').length + 1;
    if (code.language !== 'ts' || printed?.language !== 'text' || printed.line > end + 2) return [];
    return [{ code, printed }];
  });
}

const examples = filesBelow('*.md')
  .filter((file) => file.endsWith('.md'))
  .flatMap(examplesOf);

describe('an example that shows what it prints', () => {
  it('exists', () => expect(examples.length).toBeGreaterThan(0));

  it.each(examples.map((example) => [`${example.code.file}:${example.code.line}`, example] as const))(
    '%s prints it',
    (_, { code, printed }) => {
      // Below the workspace, so that its packages are found.
      const folder = join(ROOT, '.cache', 'examples');
      mkdirSync(folder, { recursive: true });
      const path = join(folder, `${code.file.replaceAll(/\W+/g, '-')}-${code.line}.ts`);
      writeFileSync(path, code.text);
      const { stdout, stderr } = spawnSync(process.execPath, [path], { cwd: folder, encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(stdout.trimEnd()).toBe(printed.text);
    },
  );
});
