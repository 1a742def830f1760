import { Option, type Command } from 'commander';
import type { RunConfig } from '@engage/run';
import { GENERATED_AS_OF, wholeNumber, withHome, type HomeOptions } from '../options.ts';
import { engineOption } from '../run-options.ts';
import type { Shell } from '../shell.ts';

export interface StartOptions extends HomeOptions {
  readonly customers: number;
  readonly seed: number;
  readonly engine?: RunConfig['engine'];
  readonly explain: 'all' | 'none';
}

/** `engage start`, which `npm start` calls: generated customers, then the whole pipeline on them. */
export function registerStart(command: Command, shell: Shell): void {
  withHome(command.name('start').description('generate customers and run everything on them'))
    .option('--customers <n>', 'how many customers', wholeNumber(100, 100_000_000), 100_000)
    .option('--seed <n>', 'seed of everything random', wholeNumber(0, 2 ** 31 - 1), 7)
    .addOption(engineOption())
    .addOption(
      new Option('--explain <whom>', 'whose predictions get reasons').choices(['all', 'none']).default('all'),
    )
    .action(async (options: StartOptions) => {
      const beginMs = performance.now();
      const { customers, seed } = options;
      const { generateOnce } = await import('../run/generate-data.ts');
      const { runStages } = await import('../run/run-stages.ts');
      const order = { customers, seed, plants: [], asOf: GENERATED_AS_OF };
      const { table, truth, asOf } = await generateOnce(order, options, shell);
      await runStages({ table, options: { ...options, truth, asOf }, until: 'Publish', beginMs }, shell);
    });
}
