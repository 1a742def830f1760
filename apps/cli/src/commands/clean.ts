import type { Command } from 'commander';
import { homeOf, variablesOf, withHome, type HomeOptions } from '../options.ts';
import type { Shell } from '../shell.ts';

interface CleanOptions extends HomeOptions {
  readonly runs?: boolean;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

/** `engage clean`: removes what is not needed any more; runs that another process works on are left alone. */
export function registerClean(command: Command, shell: Shell): void {
  withHome(command.name('clean').description('remove runs that were interrupted before they had models'))
    .option(
      '--runs',
      'remove all runs but the latest and those whose models score, those of train and predict too',
    )
    .option('--all', 'remove all runs and the generated data')
    .option('-n, --dry-run', 'only say what would be removed')
    .action(async (options: CleanOptions) => {
      const { cleanHome } = await import('../run/clean-home.ts');
      const { folderStore } = await import('../run/folder-store.ts');
      const scope = options.all ? 'all' : options.runs ? 'runs' : 'unfinished';
      const store = folderStore(variablesOf(options, shell));
      const { removed, kept } = await cleanHome(store, scope, options.dryRun ?? false);
      if (options.json) return void shell.stdout.write(`${JSON.stringify({ removed, kept }, null, 2)}\n`);
      const verb = options.dryRun ? 'Would remove' : 'Removed';
      for (const key of removed) shell.stdout.write(`${verb} ${key}\n`);
      for (const { key, why } of kept) shell.stdout.write(`Kept ${key}: ${why}\n`);
      if (removed.length === 0) shell.stdout.write(`Nothing to remove in ${homeOf(options, shell)}\n`);
    });
}
