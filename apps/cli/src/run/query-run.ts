import type { Answer } from '@engage/adapters';
import { InputError, QueryError, type RunContext } from '@engage/run';
import type { AppSurroundings } from '@engage/runtime';

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
    for (const [name, key] of tablesOf(run))
      if (words.has(name) && (await run.store.exists(key))) await queries.attach(name, key);
    for (const [name, select] of asked) await queries.stage(name, select);
    try {
      return await queries.ask(run.layout.root, sql);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const known = [...tablesOf(run).map(([name]) => name), ...views.keys()].join(', ');
      throw new InputError(
        `Expected SQL that DuckDB understands: ${error.message}\nTables of this run: ${known}`,
        { cause: error },
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
