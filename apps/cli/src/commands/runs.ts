import type { Command } from 'commander';
import { variablesOf, withHome, type HomeOptions } from '../options.ts';
import type { Shell } from '../shell.ts';

/** `engage runs`: every run, the newest first. */
export function registerRuns(command: Command, shell: Shell): void {
  withHome(command.name('runs').description('list the runs')).action(async (options: HomeOptions) => {
    const { listRuns } = await import('../run/list-runs.ts');
    const { folderStore } = await import('../run/folder-store.ts');
    const { textTable } = await import('../terminal/table.ts');
    const runs = await listRuns(folderStore(variablesOf(options, shell)));
    if (options.json) return void shell.stdout.write(`${JSON.stringify(runs, null, 2)}\n`);
    if (runs.length === 0) return void shell.stdout.write('No runs yet; "npx engage start" makes one\n');
    const rows = runs.map((run) => [
      run.runId,
      run.state + (run.isLatest ? ', latest' : ''),
      run.table,
      run.contract,
      run.startedAt.replace('T', ' ').slice(0, 19),
      run.seconds,
    ]);
    shell.stdout.write(
      `${textTable(['run', 'state', 'table', 'contract', 'started (UTC)', 'seconds'], rows)}\n`,
    );
  });
}
