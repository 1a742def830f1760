import { jestCounts } from './jest-counts.ts';
import { findCircle } from './graph-arrows.ts';
import { countsOf, runStep, type Step } from './step.ts';

const plain: Step = { name: 'x', command: 'node', args: [] };

describe('countsOf()', () => {
  it('counts an exit code as one check', () => {
    expect(countsOf(plain, 0, '')).toEqual({ passed: 1, failed: 0 });
    expect(countsOf(plain, 3, '')).toEqual({ passed: 0, failed: 1 });
  });

  it('fails a command that exits badly although all that it counted passed', () => {
    const step = { ...plain, count: () => ({ passed: 5, failed: 0 }) };
    expect(countsOf(step, 1, '')).toEqual({ passed: 5, failed: 1 });
  });

  it('fails a command whose counts cannot be read', () => {
    expect(countsOf({ ...plain, count: jestCounts }, 0, 'nothing')).toEqual({ passed: 0, failed: 1 });
  });
});

describe('runStep()', () => {
  it('fails a command that does not exist', async () => {
    const result = await runStep({ ...plain, command: 'no-such-command-here' }, process.env);
    expect(result.failed).toBe(1);
    expect(result.output).toContain('ENOENT');
  });
});

describe('jestCounts()', () => {
  it('takes skipped tests and suites that could not start for failures', () => {
    const output = (suites: string, tests: string) => `Test Suites: ${suites}\nTests:       ${tests}\n`;
    expect(jestCounts(output('2 passed, 2 total', '7 passed, 7 total'))).toEqual({ passed: 7, failed: 0 });
    expect(jestCounts(output('2 passed, 2 total', '1 skipped, 6 passed, 7 total'))).toEqual({
      passed: 6,
      failed: 1,
    });
    expect(jestCounts(output('1 failed, 1 passed, 2 total', '6 passed, 6 total'))).toEqual({
      passed: 6,
      failed: 1,
    });
  });
});

describe('findCircle()', () => {
  const graph = (...arrows: [string, string][]) => ({
    dependencies: Object.fromEntries(
      [...new Set(arrows.flat())].map((name) => [
        name,
        arrows.filter(([source]) => source === name).map(([source, target]) => ({ source, target })),
      ]),
    ),
  });

  it('finds none where arrows go one way, even when they meet again', () => {
    expect(findCircle(graph(['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd']))).toBeNull();
  });

  it('names the circle in order', () => {
    expect(findCircle(graph(['a', 'b'], ['b', 'c'], ['c', 'b']))).toEqual(['b', 'c', 'b']);
  });
});
