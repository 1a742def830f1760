import type { Counts } from './step.ts';

/**
 * The counts of Jest's closing lines. Skipped and to-do tests count as failed: a check that did not run has
 * not passed. So does a suite that could not start. Null when there are no such lines.
 */
export function jestCounts(output: string): Counts | null {
  const tests = /^Tests:\s+(.*)$/m.exec(output)?.[1];
  const suites = /^Test Suites:\s+(.*)$/m.exec(output)?.[1];
  if (tests === undefined || suites === undefined) return null;
  const number = (line: string, word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
  const broken = number(tests, 'failed') + number(tests, 'skipped') + number(tests, 'todo');
  const suitesFailed = number(suites, 'failed');
  return { passed: number(tests, 'passed'), failed: Math.max(broken, suitesFailed) };
}
