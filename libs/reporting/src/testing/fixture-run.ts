import { silentLogger, silentProgress } from '@engage/observability';
import {
  canonicalJson,
  layoutOf,
  loadRun,
  type ColumnData,
  type ObjectStore,
  type RunContext,
  type TableWriter,
} from '@engage/run';
import { parseContract, type Contract, type Model } from '@engage/schema';
import { coverageOf, evaluationOf } from './fixture-evaluation.ts';
import { numberedFeatures, writeModels } from './fixture-models.ts';

export type FixtureRow = Readonly<Record<string, string | number | boolean | null>>;

/** What a fixture run holds beside its rows. */
export interface FixtureOptions {
  readonly contractText: string;
  readonly rows: readonly FixtureRow[];
  readonly explain?: 'all' | 'none';
  /** Whether the truth is known, as on generated data. */
  readonly truth?: boolean;
  readonly notes?: readonly string[];
  /** False leaves out what comes after the predictions. */
  readonly finished?: boolean;
}

export const FIXTURE_RUN = '00c0ffee00c0ffee';

/** Writes a run as the stages before the report would leave it, with predictions by a plain formula. */
export async function fixtureRun(
  store: ObjectStore,
  writer: TableWriter,
  options: FixtureOptions,
): Promise<RunContext> {
  const { rows, explain = 'all', truth = true, finished = true, notes = [] } = options;
  const layout = layoutOf(FIXTURE_RUN);
  const contract = parseContract(options.contractText, 'fixture.odcs.yaml');
  const json = (key: string, value: unknown): Promise<void> => store.write(key, canonicalJson(value, true));
  await json(layout.request, {
    runId: FIXTURE_RUN,
    inputs: [{ role: 'table', name: 'accounts.csv', bytes: 1, sha256: 'ab'.repeat(32) }],
    config: { seed: 7, engine: 'xgboost', explain, folds: null, asOf: null, models: null },
    versions: { application: '0.1.0', sources: 'cd'.repeat(32), engine: 'xgboost 3.4.1', duckdb: '1.5.5' },
    contract: { name: 'fixture.odcs.yaml', text: options.contractText },
  });
  const ids = column(
    contract.idColumn,
    rows.map((row) => row[contract.idColumn] ?? null),
  );
  await writer.write(layout.curated, curatedColumns(contract, rows));
  const parts = rows.map((row, i) => partOf(contract, row, i));
  const targets = contract.models.map((model) =>
    column(
      `target_${model.name}`,
      rows.map((row, i) => targetOf(model, row, i)),
    ),
  );
  await writer.write(layout.features, [
    ids,
    column('part', parts),
    ...numberedFeatures(contract, rows),
    ...targets,
  ]);
  for (const model of contract.models) {
    const predictions = rows.map((row, i) => predictionOf(model, row, i));
    await writer.write(layout.predictions(model.name), [
      ids,
      column('prediction', predictions),
      column(
        'flag',
        predictions.map((value) => model.flagThreshold !== null && value > model.flagThreshold),
      ),
    ]);
    await json(layout.model(model.name, 'evaluation.json'), evaluationOf(model, parts, truth));
    if (!finished) continue;
    await json(`${layout.root}explanations/${model.name}.global.json`, rankingOf(contract, model));
    if (explain === 'all')
      await writer.write(layout.explanations(model.name), [ids, ...reasonColumns(model, rows)]);
  }
  await json(layout.stage('Prepare'), {
    stage: 'Prepare',
    counts: { rowsIn: rows.length + 12, rowsKept: rows.length, rowsQuarantined: 12 },
    artefacts: [],
    figures: contract.activity.map(({ name, unit }, k) => ({
      name: `activity.${name}`,
      value: 0.9512 - k / 10,
      low: 0.9401 - k / 10,
      high: 0.9598 - k / 10,
      unit,
      source: 'curated/curated.parquet',
    })),
    notes,
  });
  await json(layout.profile, {
    rows: rows.length,
    quarantined: 12,
    reasons: [
      { reason: 'rating above 5', rows: 9 },
      { reason: 'plan not one of Basic, Plus', rows: 4 },
    ],
    columns: contract.columns.map(({ name }) => ({
      name,
      nulls: rows.filter((row) => row[name] === null).length,
    })),
  });
  if (finished) await writer.write(layout.ensemble, [ids, ...ensembleColumns(contract, rows)]);
  if (finished) await json(layout.coverage, coverageOf(contract.models));
  if (finished) await writeModels(store, layout, contract, rows);
  const signal = new AbortController().signal;
  return loadRun(FIXTURE_RUN, { store, log: silentLogger, progress: silentProgress, threads: 1, signal });
}

/** A column whose type follows from its values. */
function column(name: string, values: readonly (string | number | boolean | null)[]): ColumnData {
  const valid = Uint8Array.from(values, (value) => Number(value !== null));
  const sample = values.find((value) => value !== null);
  if (typeof sample === 'boolean')
    return { name, type: 'boolean', values: Uint8Array.from(values, Number), valid };
  if (typeof sample === 'string') {
    const words = [...new Set(values.map(String))];
    const codes = new Map(words.map((word, code) => [word, code]));
    return {
      name,
      type: 'dictionary',
      values: Uint32Array.from(values, (value) => codes.get(String(value))!),
      words,
      valid,
    };
  }
  return { name, type: 'double', values: Float64Array.from(values, Number), valid };
}

function curatedColumns(contract: Contract, rows: readonly FixtureRow[]): ColumnData[] {
  return contract.columns.map(({ name, type }) => {
    if (type !== 'timestamp')
      return column(
        name,
        rows.map((row) => row[name] ?? null),
      );
    const moments = BigInt64Array.from(rows, (row) => BigInt(Date.parse(String(row[name]))) * 1000n);
    return { name, type: 'timestamp', values: moments };
  });
}

function partOf({ split, asOfColumn }: Contract, row: FixtureRow, i: number): string {
  const month = split.by === 'time' ? Number(String(row[asOfColumn ?? '']).slice(5, 7)) : 1 + (i % 6);
  return ['fit', 'fit', 'fit', 'tune', 'calibrate', 'holdout'][month - 1] ?? 'fit';
}

function targetOf(model: Model, row: FixtureRow, i: number): number {
  if (model.outcome)
    return i % 3 === 0 ? 0 : Math.round(3000 * noise(i, 5) * predictionOf(model, row, i)) / 100;
  return Number(row[model.target]);
}

/** A prediction that has something to do with the target. */
function predictionOf(model: Model, row: FixtureRow, i: number): number {
  const near = model.outcome ? 4 + 20 * noise(i, 1) : 0.25 + 0.5 * Number(row[model.target]);
  return model.outcome ? near : near + 0.25 * (noise(i, model.name.length) - 0.5);
}

/** A number in [0, 1) that looks random and is the same every time. */
function noise(i: number, salt: number): number {
  const mixed = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
}

function rankingOf(contract: Contract, model: Model): object {
  const shares = model.features.map((_, f) => 2 ** -f);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const features = model.features.map((feature, f) => {
    const { theme, actionable } = contract.columns.find(({ name }) => name === feature)!;
    const direction = f % 3 === 2 ? null : f % 2 === 0 ? 1 : -1;
    return { feature, theme: theme ?? feature, actionable, share: shares[f]! / total, direction };
  });
  const names = [...new Set(features.map(({ theme }) => theme))];
  const themes = names.map((theme) => ({
    theme,
    share: features.filter((feature) => feature.theme === theme).reduce((sum, { share }) => sum + share, 0),
  }));
  return { model: model.name, rows: 100, features, themes };
}

function reasonColumns(model: Model, rows: readonly FixtureRow[]): ColumnData[] {
  return [1, 2, 3].flatMap((k) => {
    const pick = (i: number): number => Math.floor(noise(i, k) * model.features.length);
    return [
      column(
        `feature_${k}`,
        rows.map((_, i) => model.features[pick(i)]!),
      ),
      column(
        `contribution_${k}`,
        rows.map((_, i) => noise(i, k + 10) - 0.5),
      ),
      column(
        `reason_${k}`,
        rows.map(
          (_, i) =>
            `${pick(i) + 2} fewer ${model.features[pick(i)]!.replaceAll('_', ' ')} than customers like them`,
        ),
      ),
    ];
  });
}

function ensembleColumns(contract: Contract, rows: readonly FixtureRow[]): ColumnData[] {
  const levels = ['Low', 'Medium', 'High'];
  const segments = rows.map(
    (_, i) =>
      `${levels[Math.floor(3 * noise(i, 2))]!} ${contract.models[0]!.name}${noise(i, 3) > 0.8 ? ', at risk' : ''}`,
  );
  const { lifetimeValue } = contract;
  return [
    column('segment', segments),
    ...contract.models.map((model) =>
      column(
        model.predictionColumn,
        rows.map((row, i) => predictionOf(model, row, i)),
      ),
    ),
    ...(lifetimeValue
      ? [
          column(
            lifetimeValue.predictionColumn,
            rows.map((_, i) => 90 * noise(i, 4)),
          ),
        ]
      : []),
  ];
}
