/** `npm test`: every check, quiet when green, precise when red; ends with "N passed, N failed". */
import { jestCounts } from './jest-counts.ts';
import { runStep, type Step, type StepResult } from './step.ts';

const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', CI: 'true' };

/**
 * Steps of one group run side by side, groups one after the other. What runs on one thread shares a group, so that no
 * core waits for the longest; the tests, which take both of the two cores that we count on, have theirs to themselves.
 */
const groups: readonly (readonly Step[])[] = [
  [
    { name: 'project graph goes one way', command: 'node', args: ['tools/check/graph.ts'] },
    { name: 'format', command: 'prettier', args: ['--check', '--log-level=warn', '.'] },
    { name: 'lint and module boundaries', command: 'eslint', args: ['.', '--max-warnings=0'] },
    { name: 'types', command: 'tsc', args: ['-p', '.'] },
  ],
  [
    {
      name: 'tests',
      command: 'jest',
      args: ['--silent', '--reporters=default', '--maxWorkers=2'],
      count: jestCounts,
    },
  ],
];

const results: StepResult[] = [];
for (const group of groups) {
  const finished = await Promise.all(group.map((step) => runStep(step, environment)));
  for (const result of finished) {
    results.push(result);
    if (result.failed > 0) console.log(`\n${result.name} failed:\n${result.output.trimEnd()}\n`);
    else console.log(`${result.name}: ${result.passed} passed in ${result.seconds.toFixed(1)} s`);
  }
}
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
