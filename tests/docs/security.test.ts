import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, ROOT, textOf } from '../architecture/sources.ts';

const page = textOf('docs/security/README.md');
/** Rows of tables that name a file and, in a later cell, a test. */
const rows = page.split('\n').flatMap((line) => {
  const cells = line.split('|').map((cell) => /^`([^`]+)`$/.exec(cell.trim())?.[1]);
  const at = cells.findIndex((cell) => cell !== undefined);
  return at < 0 ? [] : [[cells[at] ?? '', cells[at + 1] ?? 'no test in the next cell'] as const];
});
const tests = filesBelow('libs', 'apps', 'infra', 'tests').filter((file) => file.endsWith('.test.ts'));
const names = tests.map(textOf).join('\n');

describe('docs/security/README.md', () => {
  it('has a file and a test for each threat and control', () => expect(rows.length).toBeGreaterThan(20));

  it.each(rows)('%s: the file is there, and so is the test "%s"', (file, test) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(names).toContain(`'${test}'`);
  });

  it('promises nothing that only an auditor can', () => {
    expect(page).not.toMatch(/\bcertified|\bcompliant/i);
  });
});
