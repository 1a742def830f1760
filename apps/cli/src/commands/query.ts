import type { Command } from 'commander';
import { runDigits, variablesOf, withHome, type HomeOptions } from '../options.ts';
import type { Shell } from '../shell.ts';

interface QueryOptions extends HomeOptions {
  readonly run?: string;
  readonly csv?: boolean;
}

const TABLES = `
Tables: results, curated, quarantine, features, ensemble, qa,
        predictions_<model>, explanations_<model>, and the views of the results
        (high_value_customers, at_risk_customers, model_performance where the contract gives them a meaning)`;

/** `engage query "<sql>"`: a question to the tables of a run. */
export function registerQuery(command: Command, shell: Shell): void {
  withHome(command.name('query').description('ask a run with SQL'))
    .argument('<sql>', 'a SELECT, as DuckDB understands it')
    .option('--run <run>', 'id of the run, or its first digits (default: the latest)', runDigits)
    .option('--csv', 'print the result as CSV')
    .addHelpText('after', TABLES)
    .action(async (sql: string, options: QueryOptions) => {
      const { surroundingsFrom } = await import('@engage/runtime');
      const { findRun } = await import('../run/find-run.ts');
      const { queryRun } = await import('../run/query-run.ts');
      const { csvTable, textTable } = await import('../terminal/table.ts');
      const surroundings = surroundingsFrom(variablesOf(options, shell), { signal: shell.signal });
      try {
        const run = await findRun(surroundings, options.run);
        const { columns, rows } = await queryRun(run, surroundings, sql);
        const names = uniqueNames(columns);
        const text = options.json
          ? JSON.stringify(
              rows.map((row) => Object.fromEntries(row.map((cell, i) => [names[i], cell]))),
              (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
              2,
            )
          : options.csv
            ? csvTable(columns, rows)
            : textTable(columns, rows, shell.stdout.isTTY ? { longest: 60 } : {});
        shell.stdout.write(`${text}\n`);
      } finally {
        await surroundings.close();
      }
    });
}

/** Names as the keys of an object: those that came before get a number. */
function uniqueNames(columns: readonly string[]): string[] {
  const taken = new Set<string>();
  return columns.map((name) => {
    let key = name;
    for (let n = 2; taken.has(key); n += 1) key = `${name}_${n}`;
    taken.add(key);
    return key;
  });
}
