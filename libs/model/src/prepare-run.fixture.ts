import type { Contract } from '@engage/schema';
import { silentLogger, silentProgress } from '@engage/observability';
import {
  layoutOf,
  loadRun,
  type ColumnData,
  type ObjectStore,
  type RunContext,
  type TableWriter,
} from '@engage/run';

/** For tests: what a run is made of, and what differs from its rows. */
export interface PreparedRun {
  readonly store: ObjectStore;
  readonly writer: TableWriter;
  readonly contract: Contract;
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
  /** Replaces columns of the features. */
  readonly columns?: (columns: Map<string, Float64Array>) => void;
  readonly threads?: number;
  readonly folds?: number;
  readonly signal?: AbortSignal;
}

const RUN_ID = '0123456789abcdef';
/** Keys of the only run that tests make. */
export const layout = layoutOf(RUN_ID);

/**
 * For tests: a run whose Prepare has finished, written as the real one writes it. Snapshots are month starts of
 * one year: the first three fit, then one each to tune, calibrate and hold out.
 */
export async function prepareRun(given: PreparedRun): Promise<RunContext> {
  const { store, writer, contract, threads = 2, folds, signal } = given;
  await writer.write(layout.features, [idsOf(given), partsOf(given), ...numbersOf(given)]);
  const words = Object.fromEntries(
    contract.columns.flatMap(({ name, type, values }) =>
      type === 'string' && values ? [[name, values]] : [],
    ),
  );
  await store.write(layout.encoding, JSON.stringify(words));
  const request = {
    runId: RUN_ID,
    inputs: [{ role: 'table', name: 'table.csv', bytes: 1, sha256: '0'.repeat(64) }],
    config: { seed: 7, engine: 'xgboost', explain: 'none', folds: folds ?? null, asOf: null, models: null },
    versions: { application: '0', sources: '0', engine: 'xgboost', duckdb: '1.5.5' },
    contract: { name: 'tiny.odcs.yaml', text: contract.source },
  };
  await store.write(layout.request, JSON.stringify(request));
  return loadRun(RUN_ID, {
    store,
    log: silentLogger,
    progress: silentProgress,
    threads,
    signal: signal ?? new AbortController().signal,
  });
}

function idsOf({ contract, rows }: PreparedRun): ColumnData {
  const name = contract.idColumn;
  if (typeof rows[0]?.[name] === 'string')
    return {
      name,
      type: 'dictionary',
      words: rows.map((row) => String(row[name])),
      values: Uint32Array.from(rows.keys()),
    };
  return { name, type: 'bigint', values: BigInt64Array.from(rows, (row) => BigInt(Number(row[name]))) };
}

function partsOf({ contract, rows }: PreparedRun): ColumnData {
  const months = rows.map((row) => Number(String(row[contract.asOfColumn ?? '']).slice(5, 7)));
  return {
    name: 'part',
    type: 'dictionary',
    words: ['fit', 'tune', 'calibrate', 'holdout'],
    values: Uint8Array.from(months, (month) => Math.max(0, month - 3)),
  };
}

function numbersOf({ contract, rows, columns: replace, folds }: PreparedRun): ColumnData[] {
  const columns = new Map<string, Float64Array>();
  const read = (name: string) => {
    const words = contract.columns.find((column) => column.name === name)?.values ?? [];
    return Float64Array.from(rows, (row) => numberOf(row[name] ?? null, words));
  };
  for (const { name, features, target, incumbent } of contract.models) {
    for (const feature of features) columns.set(feature, read(feature));
    columns.set(`target_${name}`, read(target));
    if (incumbent !== null) columns.set(`incumbent_${name}`, read(incumbent));
    if (folds)
      columns.set(
        `fold_${name}`,
        Float64Array.from(rows, (_, row) => row % folds),
      );
  }
  replace?.(columns);
  return [...columns].map(([name, values]) => ({
    name,
    type: 'double',
    values,
    valid: Uint8Array.from(values, (value) => Number(!Number.isNaN(value))),
  }));
}

function numberOf(value: string | number | boolean | null, words: readonly string[]): number {
  if (value === null) return NaN;
  return typeof value === 'string' ? words.indexOf(value) : Number(value);
}
