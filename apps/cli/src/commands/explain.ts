import type { Command } from 'commander';
import { runDigits, variablesOf, withHome, type HomeOptions } from '../options.ts';
import type { Shell } from '../shell.ts';

/** `engage explain <customer>`: one customer's predictions and what speaks for and against them. */
export function registerExplain(command: Command, shell: Shell): void {
  withHome(command.name('explain').description('why one customer is scored as they are'))
    .argument('<customer>', 'id of the customer')
    .option('--run <run>', 'id of the run, or its first digits (default: the latest)', runDigits)
    .action(async (customer: string, options: HomeOptions & { readonly run?: string }) => {
      const { explainOne } = await import('@engage/explain');
      const { surroundingsFrom } = await import('@engage/runtime');
      const { findRun } = await import('../run/find-run.ts');
      const { customerSheet } = await import('../terminal/customer-sheet.ts');
      const { styleOf } = await import('../terminal/style.ts');
      const surroundings = surroundingsFrom(variablesOf(options, shell), { signal: shell.signal });
      try {
        const run = await findRun(surroundings, options.run);
        const ports = {
          engine: await surroundings.trees(run.request.config.engine),
          reader: surroundings.reader,
        };
        const explanation = await explainOne(run, customer, ports);
        const text = options.json
          ? JSON.stringify(explanation, null, 2)
          : customerSheet(explanation, run.contract, styleOf(shell.stdout, shell.env));
        shell.stdout.write(`${text}\n`);
      } finally {
        await surroundings.close();
      }
    });
}
