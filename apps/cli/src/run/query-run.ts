import type { Answer } from '@engage/adapters';
import { InputError, QueryError, type RunContext } from '@engage/run';
import type { AppSurroundings } from '@engage/runtime';

/** DuckDB's guess at a table that was meant, when that is one of its own catalog. */
const CATALOG_GUESS = /\nDid you mean "(?:pg_|duckdb_|sqlite_|information_schema)[^\n]*/;

/**
 * Asks the tables of a run, each readable under its name; only those that the text mentions are opened. Nothing
 * but the run can be read, and nothing written.
 *
 * @throws InputError when the text is no question, or the engine refuses it
 */
export async function queryRun(run: RunContext, tools: AppSurroundings, sql: string): Promise<Answer> {
  return tools.withQueries(async (queries) => {
    const words = new Set(sql.toLowerCase().match(/\w+/g));
    const views = await viewsOf(run);
    const asked = [...views].filter(([name]) => words.has(name));
    for (const [, select] of asked)
      for (const word of select.toLowerCase().match(/\w+/g) ?? []) words.add(word);
    const tables = await tablesOf(run);
    for (const [name, key] of tables) if (words.has(name)) await queries.attach(name, key);
    for (const [name, select] of asked) await queries.stage(name, select);
    try {
      return await queries.ask(run.layout.root, sql);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const known = [...tables.map(([name]) => name), ...views.keys()].join(', ');
      const problem = error.message.replace(CATALOG_GUESS, '');
      throw new InputError(`Expected SQL that DuckDB understands: ${problem}\nTables of this run: ${known}`, {
        cause: error,
      });
    }
  });
}

/** The tables that the run has, by name: fewer than others where it stopped early, or made no reasons. */
async function tablesOf({
  layout,
  contract,
  store,
}: RunContext): Promise<(readonly [name: string, key: string])[]> {
  const ofModels = contract.models.flatMap(({ name }) => [
    [`predictions_${name}`.toLowerCase(), layout.predictions(name)] as const,
    [`explanations_${name}`.toLowerCase(), layout.explanations(name)] as const,
  ]);
  const tables = [
    ['results', layout.results],
    ['curated', layout.curated],
    ['quarantine', layout.quarantine],
    ['features', layout.features],
    ['ensemble', layout.ensemble],
    ['qa', layout.qa],
    ...ofModels,
  ] as const;
  const isThere = await Promise.all(tables.map(([, key]) => store.exists(key)));
  return tables.filter((_, i) => isThere[i]);
}

/** The views that Results left as SQL text, by name. */
async function viewsOf({ store, layout }: RunContext): Promise<Map<string, string>> {
  const files = (await store.list(`${layout.results}views/`)).filter(({ key }) => key.endsWith('.sql'));
  const texts = await Promise.all(files.map(({ key }) => store.read(key)));
  return new Map(
    files.map(({ key }, i) => [
      key.slice(key.lastIndexOf('/') + 1, -'.sql'.length),
      new TextDecoder().decode(texts[i]).replace(/;\s*$/, ''),
    ]),
  );
}
