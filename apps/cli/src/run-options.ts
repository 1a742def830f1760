import { Option, type Command } from 'commander';
import type { RunConfig } from '@engage/run';
import { moment, wholeNumber, withHome, type HomeOptions } from './options.ts';

/** Options of the commands that run the pipeline, or the first stages of it. */
export interface RunOptions extends HomeOptions {
  readonly contract?: string;
  readonly seed: number;
  readonly folds?: number;
  readonly engine?: RunConfig['engine'];
  readonly explain?: 'all' | 'none';
  readonly truth?: string;
  readonly asOf?: string;
}

/** Adds the options that say what is run and how. */
export function withRunOptions(command: Command): Command {
  return withHome(
    command
      .argument(
        '[table]',
        'CSV (plain or gzip) or Parquet, a file or a folder (default: the generated customers)',
      )
      .option('--contract <file>', 'contract of the table, ODCS YAML (default: the built-in one)')
      .option('--truth <dir>', 'folder with the truth of generated data, which only the scores see'),
  )
    .option('--seed <n>', 'seed of everything random', wholeNumber(0, 2 ** 31 - 1), 7)
    .addOption(engineOption())
    .option('--folds <k>', 'cross-validate as well, stratified by hash of id', wholeNumber(2, 20))
    .addOption(
      new Option('--explain <whom>', 'whose predictions get reasons').choices(['all', 'none']).default('all'),
    )
    .option(
      '--as-of <date>',
      'when the data were cut (default: as generated, as the contract says, or the latest outcome)',
      moment,
    );
}

/** `--engine`: what trains, predicts and explains the trees. */
export function engineOption(): Option {
  return new Option(
    '--engine <name>',
    'trees: our own; xgboost: the official library (default: ENGAGE_ENGINE, or trees)',
  ).choices(['trees', 'xgboost']);
}

/**
 * The part of the options that belongs to a run's identity.
 *
 * @param usual engine where the options name none
 */
export function configOf(options: RunOptions, usual: RunConfig['engine']): RunConfig {
  const { seed, engine = usual, folds, explain = 'all', asOf } = options;
  return { seed, engine, explain, folds: folds ?? null, asOf: asOf ?? null, models: null };
}
