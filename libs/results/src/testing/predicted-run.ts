import { silentLogger, silentProgress } from '@engage/observability';
import { layoutOf, type ColumnData, type ObjectStore, type RunContext, type TableWriter } from '@engage/run';
import { PARTS, type Column, type Contract } from '@engage/schema';

export const RUN_ID = 'fedcba9876543210';

/** A raw row as the tiny table has it. */
export type TinyValues = Readonly<Record<string, string | number | boolean | null>>;

/** What differs from the usual run. */
export interface Different {
  readonly explain?: 'all' | 'none';
  readonly seed?: number;
  /** Prediction of a model for row i; by default spread over [0, 1) with ties. */
  readonly predict?: (model: string, i: number) => number;
  /** Row that is missing from every model's predictions. */
  readonly skip?: number;
}

/** A run in which everything up to Predict has finished, as far as the later stages read it. */
export async function writePredictedRun(
  store: ObjectStore,
  writer: TableWriter,
  contract: Contract,
  rows: readonly TinyValues[],
  { explain = 'all', seed = 7, predict = spread, skip }: Different = {},
): Promise<RunContext> {
  const layout = layoutOf(RUN_ID);
  await writer.write(
    layout.curated,
    contract.columns.map((column) => curated(column, rows)),
  );
  const [id] = contract.columns
    .filter(({ name }) => name === contract.idColumn)
    .map((column) => curated(column, rows));
  const part = rows.map((_, i) => PARTS[i % 10 < 5 ? 0 : Math.min(3, (i % 10) - 4)]!);
  const targets = contract.models.map((model) =>
    doubles(
      `target_${model.name}`,
      rows.map((row) => Number(row[model.target])),
    ),
  );
  await writer.write(layout.features, [id!, texts('part', part), ...targets]);
  const kept = rows.map((_, i) => i).filter((i) => i !== skip);
  for (const model of contract.models) {
    const keptId = curated(
      contract.columns.find(({ name }) => name === contract.idColumn)!,
      kept.map((i) => rows[i]!),
    );
    const predictions = kept.map((i) => predict(model.name, i));
    const { flagThreshold } = model;
    const flags = predictions.map((p) => (flagThreshold === null ? null : Number(p > flagThreshold)));
    await writer.write(layout.predictions(model.name), [
      keptId,
      doubles('prediction', predictions),
      doubles(
        'low',
        predictions.map((p) => p - 0.1),
      ),
      doubles(
        'high',
        predictions.map((p) => p + 0.1),
      ),
      {
        name: 'flag',
        type: 'boolean',
        values: Uint8Array.from(flags, (f) => f ?? 0),
        valid: Uint8Array.from(flags, (f) => Number(f !== null)),
      },
    ]);
    await store.write(layout.model(model.name, 'model.ubj'), `model of ${model.name}`);
    const ranking = { features: model.features.map((feature) => ({ feature })) };
    await store.write(`${layout.root}explanations/${model.name}.global.json`, JSON.stringify(ranking));
    if (explain === 'all')
      await writer.write(layout.explanations(model.name), [
        keptId,
        ...[1, 2, 3].flatMap((k) => reason(k, model.name, kept)),
      ]);
  }
  return {
    runId: RUN_ID,
    request: {
      runId: RUN_ID,
      inputs: [{ role: 'table', name: 'tiny.csv', bytes: 1, sha256: '0'.repeat(64) }],
      config: { seed, engine: 'xgboost', explain, folds: null, asOf: null, models: null },
      versions: { application: '0.1.0', sources: '0', engine: 'none', duckdb: '1.5.5' },
      contract: { name: 'tiny.odcs.yaml', text: contract.source },
    },
    contract,
    layout,
    store,
    log: silentLogger,
    progress: silentProgress,
    threads: 1,
    signal: new AbortController().signal,
  };
}

function spread(model: string, i: number): number {
  return ((i * (model.length % 2 ? 37 : 61)) % 90) / 90;
}

/** Reasons of rank k: the third is missing for every fifth customer. */
function reason(k: number, model: string, rows: readonly number[]): ColumnData[] {
  const valid = Uint8Array.from(rows, (i) => Number(k < 3 || i % 5 !== 0));
  return [
    {
      name: `contribution_${k}`,
      type: 'float',
      values: Float32Array.from(rows, (i) => (i % 2 ? 1 : -1) / k),
      valid,
    },
    {
      name: `reason_${k}`,
      type: 'dictionary',
      values: new Uint8Array(rows.length),
      words: [`reason ${k} of ${model}`],
      valid,
    },
  ];
}

function curated({ name, type }: Column, rows: readonly TinyValues[]): ColumnData {
  const values = rows.map((row) => row[name] ?? null);
  const valid = Uint8Array.from(values, (value) => Number(value !== null));
  switch (type) {
    case 'integer':
      return {
        name,
        type: 'bigint',
        values: BigInt64Array.from(values, (value) => BigInt(Number(value))),
        valid,
      };
    case 'number':
      return { name, type: 'double', values: Float64Array.from(values, Number), valid };
    case 'boolean':
      return { name, type: 'boolean', values: Uint8Array.from(values, Number), valid };
    case 'timestamp':
    case 'date':
      return {
        name,
        type: 'timestamp',
        values: BigInt64Array.from(values, (value) => BigInt(Date.parse(String(value))) * 1000n),
        valid,
      };
    default:
      return { ...texts(name, values.map(String)), valid };
  }
}

function doubles(name: string, values: readonly number[]): ColumnData {
  return { name, type: 'double', values: Float64Array.from(values) };
}

function texts(name: string, values: readonly string[]): ColumnData & { type: 'dictionary' } {
  const codes = new Map<string, number>();
  for (const value of values) if (!codes.has(value)) codes.set(value, codes.size);
  return {
    name,
    type: 'dictionary',
    values: Uint32Array.from(values, (value) => codes.get(value)!),
    words: [...codes.keys()],
  };
}
