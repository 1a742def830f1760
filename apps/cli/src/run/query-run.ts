import { InputError, QueryError, type Cell, type RunContext } from '@engage/run';
import type { AppSurroundings } from '@engage/runtime';

/** The answer to a query: rows in the order of the columns. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const READS =
  /^\s*(?:--[^\n]*\n\s*|\/\*[^]*?\*\/\s*)*\(*\s*(?:select|with|from|values|describe|summarize|show|explain|table)\b/i;

/**
 * Asks the tables of a run, each readable under its name; only those that the text mentions are opened.
 *
 * @throws InputError when the text is no question, or the engine refuses it
 */
export async function queryRun(run: RunContext, tools: AppSurroundings, sql: string): Promise<QueryAnswer> {
  if (!READS.test(sql))
    throw new InputError(`Expected a SELECT, found "${sql.trim().slice(0, 40)}"; runs are never changed`);
  return tools.withQueries(async (queries) => {
    const words = new Set(sql.toLowerCase().match(/\w+/g));
    const views = await viewsOf(run);
    const asked = [...views].filter(([name]) => words.has(name));
    for (const [, select] of asked)
      for (const word of select.toLowerCase().match(/\w+/g) ?? []) words.add(word);
    for (const [name, key] of tablesOf(run))
      if (words.has(name) && (await run.store.exists(key))) await queries.attach(name, key);
    try {
      for (const [name, select] of asked) await queries.stage(name, select);
      const found = await queries.rows(sql);
      const columns = Object.keys(found[0] ?? {});
      return { columns, rows: found.map((row) => columns.map((column) => row[column] ?? null)) };
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const known = [...tablesOf(run).map(([name]) => name), ...views.keys()].join(', ');
      throw new InputError(
        `Expected SQL that DuckDB understands: ${error.message}\nTables of this run: ${known}`,
        {
          cause: error,
        },
      );
    }
  });
}

function tablesOf({ layout, contract }: RunContext): (readonly [name: string, key: string])[] {
  const ofModels = contract.models.flatMap(({ name }) => [
    [`predictions_${name}`.toLowerCase(), layout.predictions(name)] as const,
    [`explanations_${name}`.toLowerCase(), layout.explanations(name)] as const,
  ]);
  return [
    ['results', layout.results],
    ['curated', layout.curated],
    ['quarantine', layout.quarantine],
    ['features', layout.features],
    ['ensemble', layout.ensemble],
    ['qa', layout.qa],
    ...ofModels,
  ];
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
