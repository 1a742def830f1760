import type { Command } from 'commander';
import { withRunOptions, type RunOptions } from '../run-options.ts';
import type { Shell } from '../shell.ts';

/** `engage run [table]`: the whole pipeline, resumed where it stopped, recognised when it was done before. */
export function registerRun(command: Command, shell: Shell): void {
  withRunOptions(
    command.name('run').description('run the pipeline on a table: predictions, reasons, results, report'),
  ).action(async (table: string | undefined, options: RunOptions) => {
    const { runStages } = await import('../run/run-stages.ts');
    await runStages({ table, options, until: 'Publish' }, shell);
  });
}
