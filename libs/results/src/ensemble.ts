import { wilsonInterval } from '@engage/metrics';
import {
  modelVersionOf,
  renderSql,
  type Figure,
  type QueryEngine,
  type RunContext,
  type StageOutcome,
} from '@engage/run';
import { intervalColumns, quoted, sqlText, type Contract, type Model } from '@engage/schema';
import { checkEnsemble } from './check-ensemble.ts';
import { measureSegmentCoverage } from './segment-coverage.ts';
import { lifetimeValueNote, lifetimeValueSql } from './lifetime-value.ts';
import { flaggingModels, predictedColumns, primaryModel } from './model-roles.ts';
import { reasonSql } from './reason-sql.ts';
import { segmentSql, tercilesSql } from './segments.ts';

/** What the stages of this library compute with. */
export interface ResultsPorts {
  readonly engine: QueryEngine;
}

/** Key below the run's root, as figures name their source. */
const SOURCE = 'predictions/ensemble.parquet';

/**
 * Joins what the models say into one row a customer: split, predictions and flags, lifetime value, segment
 * and the primary model's reasons.
 *
 * @throws ConsistencyError when a customer is missing, doubled or without a prediction in range
 */
export async function ensemble(run: RunContext, { engine }: ResultsPorts): Promise<StageOutcome> {
  const { contract, layout } = run;
  const explained = run.request.config.explain === 'all';
  await engine.attach('features', layout.features);
  for (const { name } of contract.models)
    await engine.attach(predictionTable(name), layout.predictions(name));
  if (explained) await engine.attach('explanations', layout.explanations(primaryModel(contract).name));
  const names = contract.models.map(({ name }) => name);
  const version = await modelVersionOf(run.store, layout, names);
  const rows = await engine.materialize({
    name: 'ensemble',
    select: ensembleSelect(contract, { explained, runId: run.runId, version }),
    key: layout.ensemble,
    orderBy: [contract.idColumn],
  });
  await checkEnsemble(run, engine);
  const segments = await engine.rows(renderSql('ensemble/segments'));
  const coverage = await measureSegmentCoverage(run, engine);
  return {
    counts: { customers: rows, segments: segments.length },
    artefacts: [layout.ensemble, coverage.key],
    figures: [
      ...segments.map((row) => ({
        name: `segments.${String(row['segment'])}`,
        value: Number(row['customers']),
        status: 'exact' as const,
        unit: 'customers',
        source: SOURCE,
      })),
      ...(await shareFigures(contract, engine, rows)),
      ...coverage.figures,
    ],
    notes: contract.lifetimeValue ? [lifetimeValueNote(contract.lifetimeValue)] : [],
  };
}

function predictionTable(model: string): string {
  return `prediction_${model}`;
}

/** What the ensemble needs to know beside the contract. */
interface EnsembleOptions {
  readonly explained: boolean;
  readonly runId: string;
  /** Version of the models. */
  readonly version: string;
}

/** The SELECT behind the ensemble, over `features`, `prediction_<model>` and `explanations`. */
export function ensembleSelect(contract: Contract, { explained, runId, version }: EnsembleOptions): string {
  const id = quoted(contract.idColumn);
  const joinOf = (table: string): string => `left join ${table} on ${table}.${id} = features.${id}`;
  const joins = contract.models.map(({ name }) => joinOf(quoted(predictionTable(name))));
  return renderSql('ensemble/ensemble', {
    id,
    predictions: contract.models.flatMap(predictionColumns).join(',\n    '),
    reasons: reasonSql(primaryModel(contract), explained ? 'explanations' : null),
    joins: [...joins, ...(explained ? [joinOf('explanations')] : [])].join('\n  '),
    valued: ['predicted.*', ...lifetimeValueColumn(contract)].join(',\n    '),
    terciles: tercilesSql(contract),
    columns: [id, 'split', ...predictedColumns(contract).map(quoted)].join(',\n  '),
    segment: segmentSql(contract),
    model_version: sqlText(version),
    run_id: sqlText(runId),
  });
}

function predictionColumns(model: Model): string[] {
  const table = quoted(predictionTable(model.name));
  const [low, high] = intervalColumns(model).map(quoted);
  const columns = [
    `${table}.prediction as ${quoted(model.predictionColumn)}`,
    `${table}.low as ${low}`,
    `${table}.high as ${high}`,
  ];
  if (model.flagColumn !== null) columns.push(`${table}.flag as ${quoted(model.flagColumn)}`);
  return columns;
}

function lifetimeValueColumn(contract: Contract): string[] {
  const assumed = contract.lifetimeValue;
  if (!assumed) return [];
  const columnOfModel = (name: string): string => {
    const model = contract.models.find((candidate) => candidate.name === name);
    if (!model) throw new RangeError(`Expected a model "${name}" for lifetime value, found none`);
    return quoted(model.predictionColumn);
  };
  const sql = lifetimeValueSql(
    assumed,
    columnOfModel(assumed.revenueModel),
    columnOfModel(assumed.churnModel),
  );
  return [`${sql} as ${quoted(assumed.predictionColumn)}`];
}

/** The share of customers that each model flags, as of a sample of customers to come, and the mean lifetime value. */
async function shareFigures(contract: Contract, engine: QueryEngine, rows: number): Promise<Figure[]> {
  const flagged = flaggingModels(contract);
  const sums = shareSums(contract);
  if (sums.length === 0 || rows === 0) return [];
  const [row] = await engine.rows(sharesSelect(sums));
  const figures = flagged.map((model, i): Figure => ({
    name: `${model.name}.flagged.share`,
    ...wilsonInterval(Number(row?.[`flagged_${i}`]) / rows, rows),
    unit: 'share',
    source: SOURCE,
  }));
  const { lifetimeValue } = contract;
  if (lifetimeValue) {
    const unit = contract.models.find(({ name }) => name === lifetimeValue.revenueModel)?.unit ?? null;
    figures.push({
      name: `${lifetimeValue.predictionColumn}.mean`,
      value: Number(row?.['worth']) / rows,
      status: 'assumed',
      ...(unit !== null && { unit }),
      source: SOURCE,
    });
  }
  return figures;
}

/** SQL of the sums that the figures are made from; none where nothing is flagged and nothing worth. */
export function shareSums(contract: Contract): string[] {
  const id = quoted(contract.idColumn);
  const flags = flaggingModels(contract).map(
    (model, i) => `cast(count_if(${quoted(model.flagColumn)}) as bigint) as flagged_${i}`,
  );
  const worth = contract.lifetimeValue?.predictionColumn;
  return worth === undefined ? flags : [...flags, `sum(${quoted(worth)} order by ${id}) as worth`];
}

/** The SELECT of those sums. */
export function sharesSelect(sums: readonly string[]): string {
  return renderSql('ensemble/shares', { sums: sums.join(',\n  ') });
}
