import type { Command } from 'commander';
import { withRunOptions, type RunOptions } from '../run-options.ts';
import type { Shell } from '../shell.ts';

/** `engage predict [table]`: a run as far as one row a customer. */
export function registerPredict(command: Command, shell: Shell): void {
  withRunOptions(
    command.name('predict').description('the stages of a run up to predictions, segments and reasons'),
  ).action(async (table: string | undefined, options: RunOptions) => {
    const { runStages } = await import('../run/run-stages.ts');
    await runStages({ table, options, until: 'Ensemble' }, shell);
  });
}
