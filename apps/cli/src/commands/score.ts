import { Option, type Command } from 'commander';
import type { RunConfig } from '@engage/run';
import { moment, runDigits, withHome, type HomeOptions } from '../options.ts';
import { engineOption } from '../run-options.ts';
import type { Shell } from '../shell.ts';

interface ScoreOptions extends HomeOptions {
  readonly run?: string;
  readonly engine?: RunConfig['engine'];
  readonly explain?: 'all' | 'none';
  readonly asOf?: string;
}

/** `engage score <table>`: a run on new customers with the models of another run, which nothing is learnt for. */
export function registerScore(command: Command, shell: Shell): void {
  withHome(
    command
      .name('score')
      .description('run the pipeline on new customers with the models of a finished run, without training')
      .argument(
        '<table>',
        'CSV (plain or gzip) or Parquet, a file or a folder, under the contract of that run',
      )
      .option(
        '--run <run>',
        'id of the run whose models are used, or its first digits (default: the latest that trained)',
        runDigits,
      ),
  )
    .addOption(engineOption())
    .addOption(
      new Option(
        '--explain <whom>',
        'whose predictions get reasons (default: as in the run with the models)',
      ).choices(['all', 'none']),
    )
    .option('--as-of <date>', 'when the data were cut; later snapshots break the contract', moment)
    .action(async (table: string, { run, ...options }: ScoreOptions) => {
      const { runStages } = await import('../run/run-stages.ts');
      // The seed is that of the run with the models.
      await runStages(
        { table, options: { ...options, seed: 0 }, until: 'Publish', models: run ?? null },
        shell,
      );
    });
}
