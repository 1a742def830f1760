import type { Command } from 'commander';
import { withRunOptions, type RunOptions } from '../run-options.ts';
import type { Shell } from '../shell.ts';

/** `engage train [table]`: a run as far as models that are measured. */
export function registerTrain(command: Command, shell: Shell): void {
  withRunOptions(
    command.name('train').description('the first stages of a run: models, measured on the holdout'),
  ).action(async (table: string | undefined, options: RunOptions) => {
    const { runStages } = await import('../run/run-stages.ts');
    await runStages({ table, options, until: 'Evaluate' }, shell);
  });
}
