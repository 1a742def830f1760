import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import type { Shell } from '../shell.ts';

/** More rows than anybody has customers. */
const MOST_CUSTOMERS = 10_000_000_000;

interface CostOptions {
  readonly customers: number;
  readonly env?: string;
  readonly region: string;
  readonly json?: boolean;
}

/** `engage cost estimate`: what a run would cost on AWS, and an environment a month, line by line. */
export function registerCost(command: Command, shell: Shell): void {
  command.name('cost').description('what runs and environments would cost on AWS');
  command
    .command('estimate')
    .description('a run of so many customers, and each environment a month though nothing runs')
    .option('--customers <n>', 'rows of the table', wholeNumber(1, MOST_CUSTOMERS), 100_000)
    .option('--env <name>', 'only this environment: dev, staging or prod')
    .option('--region <region>', 'region of AWS', 'eu-west-1')
    .option('--json', 'print the result as JSON')
    .action(async ({ customers, env, region, json }: CostOptions) => {
      const { estimateCosts } = await import('../cost/estimate-costs.ts');
      const estimate = estimateCosts({ customers, region, ...(env !== undefined && { env }) });
      if (json) return void shell.stdout.write(`${JSON.stringify(estimate, null, 2)}\n`);
      const { costSheet } = await import('../cost/cost-sheet.ts');
      shell.stdout.write(`${costSheet(estimate)}\n`);
    });
}
