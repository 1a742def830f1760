import type { Command } from 'commander';
import { runDigits, variablesOf, withHome, type HomeOptions } from '../options.ts';
import type { Shell } from '../shell.ts';

/** `engage show [run]`: what a run took, did and found. */
export function registerShow(command: Command, shell: Shell): void {
  withHome(command.name('show').description('show a run: inputs, stages, every figure with its interval'))
    .argument('[run]', 'id of the run, or its first digits (default: the latest)', runDigits)
    .action(async (given: string | undefined, options: HomeOptions) => {
      const { findManifest } = await import('../run/find-run.ts');
      const { folderStore } = await import('../run/folder-store.ts');
      const { runSheet } = await import('../terminal/run-sheet.ts');
      const { styleOf } = await import('../terminal/style.ts');
      const store = folderStore(variablesOf(options, shell));
      const found = await findManifest(store, given);
      const text = options.json
        ? JSON.stringify(
            found.state === 'finished' ? found.manifest : { ...found.manifest, state: found.state },
            null,
            2,
          )
        : runSheet(found, styleOf(shell.stdout, shell.env));
      shell.stdout.write(`${text}\n`);
    });
}
