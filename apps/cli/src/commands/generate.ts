import type { Command } from 'commander';
import { folderName, GENERATED_AS_OF, wholeNumber, withHome, type HomeOptions } from '../options.ts';
import type { Shell } from '../shell.ts';

export interface GenerateOptions extends HomeOptions {
  readonly customers: number;
  readonly seed: number;
  readonly out?: string;
  readonly plant?: readonly string[];
  readonly asOf: string;
}

/** `engage generate`: customers whose truth is known. */
export function registerGenerate(command: Command, shell: Shell): void {
  withHome(
    command
      .name('generate')
      .description('generate customers, their outcomes and, apart, the truth about them'),
  )
    .option('--customers <n>', 'how many customers', wholeNumber(1, 1_000_000_000), 100_000)
    .option(
      '--seed <n>',
      'seed; a customer is the same whatever their number',
      wholeNumber(0, 2 ** 31 - 1),
      7,
    )
    .option('--out <dir>', 'folder for raw/ and truth/ (default: the folder of all data)', folderName)
    .option(
      '--plant <what>',
      'defects to find: dirty=0.01, leak, bias, drift; several with commas',
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .option('--as-of <day>', 'day on which the data are cut', GENERATED_AS_OF)
    .action(async (options: GenerateOptions) => {
      const { generateAnew } = await import('../run/generate-data.ts');
      const { customers, seed, plant = [], asOf } = options;
      await generateAnew({ customers, seed, plants: [...plant], asOf }, options, shell);
    });
}
