import { runCost, standingCost } from '@engage/cost';
import { FAULTS } from '../checks/faults/index.ts';
import { policiesOf, resourcesOf, type Stack } from '../checks/stack.ts';

/** What is counted in the stacks, as a table. */
export function figures(stacks: ReadonlyMap<string, Stack>, region: string): string {
  const rows = [...stacks].map(([name, stack]) => {
    const count = (type: string): number => resourcesOf(stack, type).length;
    const idle = standingCost(name, region).totalUsd.toFixed(2);
    const statements = policiesOf(stack).reduce((sum, { document }) => sum + document.Statement.length, 0);
    return `| ${name} | ${resourcesOf(stack).length} | ${count('aws_iam_role')} | ${statements} | $${idle} |`;
  });
  const run = runCost({ customers: 100_000, region }).totalUsd.toFixed(3);
  return [
    '| stack | resources | roles | statements of policies | a month though nothing runs |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `A run of 100,000 customers is estimated at $${run} in ${region}. ${FAULTS.length} seeded faults are all found ([which by what](checks.md)).`,
  ].join('\n');
}
