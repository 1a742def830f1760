import { silentLogger, silentProgress } from '@engage/observability';
import { layoutOf, type ColumnData, type ObjectStore, type RunContext, type TableWriter } from '@engage/run';
import { PARTS, type Contract } from '@engage/schema';
import type { LinearModel } from './linear-engine.ts';

export const RUN_ID = '0123456789abcdef';

/** A raw row as the tiny table has it. */
export type TinyValues = Readonly<Record<string, string | number | boolean | null>>;

/** A run in which Prepare, Train and Predict have finished, as far as explaining reads it. */
export async function writeTinyRun(
  store: ObjectStore,
  writer: TableWriter,
  contract: Contract,
  rows: readonly TinyValues[],
  models: Readonly<Record<string, LinearModel>>,
  explain: 'all' | 'none' = 'all',
): Promise<RunContext> {
  const layout = layoutOf(RUN_ID);
  const names = [...new Set(contract.models.flatMap(({ features }) => features))];
  const encoding: Record<string, string[]> = {};
  const id = idColumn(contract, rows);
  const columns = names.map((name): ColumnData => {
    const values = rows.map((row) => row[name] ?? null);
    if (values.some((value) => typeof value === 'string')) {
      const words = [...new Set(values.filter((value) => typeof value === 'string'))].sort();
      encoding[name] = words;
      return floats(
        name,
        values.map((value) => (value === null ? null : words.indexOf(String(value)))),
      );
    }
    return floats(
      name,
      values.map((value) => (value === null ? null : Number(value))),
    );
  });
  const peers = contract.peerGroup.map((name) =>
    texts(
      name,
      rows.map((row) => String(row[name])),
    ),
  );
  await writer.write(layout.curated, [id, ...peers]);
  const parts = rows.map((row, i) => String(row['part'] ?? PARTS[i % 10 < 7 ? 0 : (i % 10) - 6]));
  await writer.write(layout.features, [id, texts('part', parts), ...columns]);
  await store.write(layout.encoding, JSON.stringify(encoding));
  for (const { name } of contract.models) {
    await store.write(layout.model(name, 'model.ubj'), JSON.stringify(models[name]));
    const prediction = Float64Array.from(rows, (_, i) => (i % 100) / 100);
    await writer.write(layout.predictions(name), [
      id,
      { name: 'prediction', type: 'double', values: prediction },
      { name: 'low', type: 'double', values: prediction.map((value) => value - 0.1) },
      { name: 'high', type: 'double', values: prediction.map((value) => value + 0.2) },
    ]);
  }
  return {
    runId: RUN_ID,
    request: {
      runId: RUN_ID,
      inputs: [{ role: 'table', name: 'tiny.csv', bytes: 1, sha256: '0'.repeat(64) }],
      config: { seed: 7, engine: 'xgboost', explain, folds: null, asOf: null, models: null },
      versions: { application: '0.1.0', sources: '0', engine: 'linear 1.0.0', duckdb: '1.5.5' },
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

function idColumn(contract: Contract, rows: readonly TinyValues[]): ColumnData {
  const values = BigInt64Array.from(rows, (row) => BigInt(Number(row[contract.idColumn])));
  return { name: contract.idColumn, type: 'bigint', values };
}

function floats(name: string, values: readonly (number | null)[]): ColumnData {
  return {
    name,
    type: 'float',
    values: Float32Array.from(values, (value) => value ?? 0),
    valid: Uint8Array.from(values, (value) => Number(value !== null)),
  };
}

function texts(name: string, values: readonly string[]): ColumnData {
  const words = [...new Set(values)];
  return {
    name,
    type: 'dictionary',
    values: Uint32Array.from(values, (value) => words.indexOf(value)),
    words,
  };
}
