import { renderSql, type Figure, type QueryEngine, type RunContext, type StageOutcome } from '@engage/run';
import { quoted, sqlText, targetBounds, type Contract, type Model } from '@engage/schema';
import { checkEnsemble } from './check-ensemble.ts';
import { ConsistencyError } from './consistency-error.ts';
import { csvOf } from './csv.ts';
import type { ResultsPorts } from './ensemble.ts';
import { firstModel, predictedColumns } from './model-roles.ts';
import { reasonSql } from './reason-sql.ts';

/** Rows of each purpose: highest, lowest, largest errors, at random. */
export const QA_SIZE = 100;
/** Features shown beside a prediction: those that the model goes by most. */
const KEY_FEATURES = 8;
/** An error above it is large, of models whose target the contract keeps in [0, 1]. */
const LARGE_ERROR = 0.3;

/**
 * The table that a reviewer judges the first model by: 300 to 400 rows, each once with all its purposes, as
 * Parquet and as CSV. Before it, the ensemble is checked.
 *
 * @throws ConsistencyError when a check does not hold
 */
export async function qa(run: RunContext, { engine }: ResultsPorts): Promise<StageOutcome> {
  const { contract, layout } = run;
  const model = firstModel(contract);
  const explained = run.request.config.explain === 'all';
  await engine.attach('features', layout.features);
  await engine.attach('curated', layout.curated);
  await engine.attach('ensemble', layout.ensemble);
  if (explained) await engine.attach('explanations', layout.explanations(model.name));
  const checks = await checkEnsemble(run, engine);
  const rows = await engine.materialize({
    name: 'qa',
    select: qaSelect(contract, {
      explained,
      seed: run.request.config.seed,
      features: await keyFeatures(run, model),
    }),
    key: layout.qa,
    orderBy: [contract.idColumn],
  });
  const figures = await checkedFigures(contract, model, engine);
  const csvKey = `${layout.root}qa/qa.csv`;
  await run.store.write(csvKey, csvOf(await engine.rows(orderedStatement(contract))));
  return {
    counts: { rows, checks: checks + 3 },
    artefacts: [layout.qa, csvKey],
    figures,
  };
}

/** The statement that gives the QA table in the order of the ids. */
export function orderedStatement(contract: Contract): string {
  return renderSql('qa/ordered', { id: quoted(contract.idColumn) });
}

/** What the QA table needs to know beside the contract. */
interface QaOptions {
  readonly explained: boolean;
  readonly seed: number;
  /** Curated columns to show. */
  readonly features: readonly string[];
}

/** The SELECT behind the QA table, over `ensemble`, `features`, `curated` and `explanations`. */
export function qaSelect(contract: Contract, { explained, seed, features }: QaOptions): string {
  const model = firstModel(contract);
  const id = quoted(contract.idColumn);
  const columns = [
    ...predictedColumns(contract)
      .filter((name) => name !== model.predictionColumn)
      .map((name) => `ensemble.${quoted(name)}`),
    reasonSql(model, explained ? 'explanations' : null),
    ...features.map((name) => `curated.${quoted(name)}`),
  ];
  return renderSql('qa/qa', {
    id,
    predicted: quoted(model.predictionColumn),
    actual: quoted(`target_${model.name}`),
    seed: sqlText(`/${seed}`),
    size: String(QA_SIZE),
    columns: columns.join(',\n  '),
    joins: explained ? `left join explanations on explanations.${id} = picked.${id}` : '',
  });
}

/** The features that the model goes by most, from its global ranking. */
async function keyFeatures(run: RunContext, model: Model): Promise<string[]> {
  const key = `${run.layout.root}explanations/${model.name}.global.json`;
  const ranking = JSON.parse(new TextDecoder().decode(await run.store.read(key))) as {
    features: readonly { feature: string }[];
  };
  return ranking.features.slice(0, KEY_FEATURES).map(({ feature }) => feature);
}

async function checkedFigures(contract: Contract, model: Model, engine: QueryEngine): Promise<Figure[]> {
  const [found] = await engine.rows(purposesSelect(contract));
  const [given] = await engine.rows(expectedSelect(contract));
  const count = (name: string): number => Number(found?.[name]);
  const customers = Number(given?.['customers']);
  const chosen = count('rows_found') - count('random');
  const expected: [string, number, number][] = [
    ['ids of the QA table are unique', count('rows_found'), count('ids_found')],
    ['highest predictions', Math.min(QA_SIZE, customers), count('top')],
    ['lowest predictions', Math.min(QA_SIZE, customers), count('bottom')],
    ['largest errors on the holdout', Math.min(QA_SIZE, Number(given?.['measured'])), count('largest_error')],
    ['rows at random', Math.min(QA_SIZE, customers - chosen), count('random')],
  ];
  for (const [check, wanted, got] of expected)
    if (wanted !== got) throw new ConsistencyError(check, wanted, got, 'qa/qa.parquet');
  const source = 'qa/qa.parquet';
  const figures: Figure[] = [
    { name: 'qa.rows', value: count('rows_found'), status: 'exact', unit: 'customers', source },
  ];
  const { low, high } = targetBounds(contract, model);
  if (low >= 0 && high <= 1)
    figures.push({
      name: `${model.name}.qa.errors_above_${LARGE_ERROR}`,
      value: count('large'),
      status: 'exact',
      unit: 'customers',
      source,
    });
  return figures;
}

/** The SELECT that counts the rows of each purpose, over `qa`. */
export function purposesSelect(contract: Contract): string {
  return renderSql('qa/purposes', { id: quoted(contract.idColumn) });
}

/** The SELECT that counts what there is to choose from. */
export function expectedSelect(contract: Contract): string {
  const actual = quoted(`target_${firstModel(contract).name}`);
  return renderSql('qa/expected', { id: quoted(contract.idColumn), actual });
}
