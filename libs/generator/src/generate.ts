import { silentProgress, type Progress } from '@engage/observability';
import { InputError, InterruptedError, type ObjectStore, type TableWriter } from '@engage/run';
import { startHelpers } from './draw/draw-helpers.ts';
import { rowDrawer } from './draw/draw-rows.ts';
import { BATCH, claimBatch } from './draw/draw-shares.ts';
import { STREAMS } from './draw/streams.ts';
import { NO_PLANTS, type Plants } from './plant/parse-plants.ts';
import { PlantedRows } from './plant/planted-rows.ts';
import { dirtyCsv } from './plant/dirty-csv.ts';
import { Stream } from './random/stream.ts';
import { snapshotsBefore } from './snapshots.ts';
import { createOutcomeBuffer } from './table/outcome-buffer.ts';
import { createTableBuffer, type TableFacts } from './table/table-buffer.ts';

/** What to generate, and where to put it. */
export interface GenerateOptions {
  /** Number of customers, 1 to 20 million; their ids are 1 to this number. */
  readonly customers: number;
  /** A whole number from 0 to 2^53 − 1. */
  readonly seed: number;
  /** Day of the cut as YYYY-MM-DD (UTC): the snapshots are the 12 month starts whose outcomes are then known. */
  readonly asOf: string;
  readonly plants?: Plants;
  /** Put before every key; empty, or ending in `/`. */
  readonly prefix?: string;
  readonly writer: TableWriter;
  /** The same place as the writer's, for the text file of a dirty table and to remove what an earlier table left. */
  readonly store: Pick<ObjectStore, 'write' | 'remove'>;
  /** Threads that draw; 1 by default. They do not change what is drawn. */
  readonly threads?: number;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** What was generated: keys, counts, headline facts, and how long it took. */
export interface GenerateReport {
  readonly customers: number;
  readonly seed: number;
  readonly asOf: string;
  /** First and last snapshot as YYYY-MM-DD. */
  readonly snapshots: readonly [first: string, last: string];
  /** The table, `raw/customers.parquet`, or `.csv` when it is dirty. */
  readonly tableKey: string;
  /** Everything that was written, the table last. */
  readonly keys: readonly string[];
  readonly facts: GenerateFacts;
  /** Planted rows by kind; empty when nothing was planted. */
  readonly planted: Readonly<Record<string, number>>;
  readonly seconds: { readonly draw: number; readonly write: number };
}

/** Means over all customers, before dirt. */
export interface GenerateFacts extends TableFacts {
  readonly meanRevenue90dUsd: number;
}

/**
 * Generates customers, outcomes and the truth about them. The bytes depend on customers, seed, asOf and plants
 * alone, and customer i is the same in every table that has one.
 *
 * @throws InputError when an option is out of range
 * @throws InterruptedError when the signal aborts; nothing is written then
 *
 * @example
 * const report = await generate({ customers: 100_000, seed: 7, asOf: '2026-03-01', writer, store });
 */
export async function generate(options: GenerateOptions): Promise<GenerateReport> {
  const { customers, seed, plants = NO_PLANTS, prefix = '', writer, store } = options;
  const asOf = checked(options);
  const snapshots = snapshotsBefore(asOf);
  const planted = new PlantedRows();
  const begin = performance.now();
  const { table, outcomes } = await draw(options, plants, planted, snapshots);
  const drawn = performance.now();

  const keys: string[] = [];
  const key = (name: string): string => {
    keys.push(prefix + name);
    return prefix + name;
  };
  const dirty = plants.dirty > 0;
  const csv = dirty
    ? dirtyCsv({
        table,
        snapshots,
        asOf,
        share: plants.dirty,
        stream: new Stream(seed, STREAMS.dirt),
        planted,
      })
    : null;
  // Side by side: one file's columns are handed over while another's are compressed.
  const writing = [
    writer.write(key('truth/customers.parquet'), outcomes.truthColumns()),
    dirty || plants.leak || plants.bias || plants.drift
      ? writer.write(key('truth/planted.parquet'), planted.columns())
      : store.remove(`${prefix}truth/planted.parquet`),
    writer.write(key('raw/outcomes.parquet'), outcomes.outcomeColumns(snapshots)),
  ];
  // A table of the other form would be read beside this one.
  await store.remove(`${prefix}raw/customers.${dirty ? 'parquet' : 'csv'}`);
  const tableKey = key(`raw/customers.${dirty ? 'csv' : 'parquet'}`);
  writing.push(csv ? store.write(tableKey, csv) : writer.write(tableKey, table.columns()));
  await Promise.allSettled(writing);
  await Promise.all(writing);
  const written = performance.now();

  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return {
    customers,
    seed,
    asOf: options.asOf,
    snapshots: [day(snapshots[0]!), day(snapshots.at(-1)!)],
    tableKey,
    keys,
    facts: { ...table.facts(), meanRevenue90dUsd: outcomes.meanRevenueUsd() },
    planted: planted.counts(),
    seconds: { draw: seconds(drawn - begin), write: seconds(written - drawn) },
  };
}

async function draw(
  options: GenerateOptions,
  plants: Plants,
  planted: PlantedRows,
  snapshots: readonly number[],
) {
  const { customers, seed, progress = silentProgress, signal } = options;
  const table = createTableBuffer(customers, snapshots);
  const outcomes = createOutcomeBuffer(customers);
  const drawRows = rowDrawer({ seed, plants, table, outcomes, planted });
  const next = new Int32Array(new SharedArrayBuffer(4));
  const share = { rows: customers, seed, snapshots, next, table: table.memory, outcomes: outcomes.memory };
  const helpers = startHelpers(helpersFor(options, plants), share);
  try {
    for (let from = claimBatch(share); from !== null; from = claimBatch(share)) {
      if (signal?.aborted) throw new InterruptedError('Generation was stopped; nothing was written');
      drawRows(from, Math.min(customers, from + BATCH));
      const done = Math.min(customers, Atomics.load(next, 0));
      progress.report({ label: 'Generating customers', done, total: customers, unit: 'customers' });
      // The event loop gets a turn, for progress and interruption.
      await new Promise((turn) => setImmediate(turn));
    }
    await helpers.done;
  } catch (error) {
    await helpers.stop();
    throw error;
  }
  return { table, outcomes };
}

/** Fewer customers than this are drawn before another thread has started. */
const WORTH_A_THREAD = 25_000;

/** Threads beside this one; none where defects are planted, which are told in the order of the rows. */
function helpersFor({ customers, threads = 1 }: GenerateOptions, plants: Plants): number {
  const isPlain = !plants.leak && !plants.bias && !plants.drift;
  return isPlain ? Math.max(0, Math.min(threads - 1, Math.floor(customers / WORTH_A_THREAD) - 1)) : 0;
}

const MOST_CUSTOMERS = 20_000_000;

/** Checks the options and returns the day of the cut. */
function checked({ customers, seed, asOf }: GenerateOptions): Date {
  if (!Number.isInteger(customers) || customers < 1 || customers > MOST_CUSTOMERS)
    throw new InputError(
      `Expected a whole number of customers from 1 to ${MOST_CUSTOMERS.toLocaleString('en')}, found ${customers}`,
    );
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new InputError(`Expected a seed that is a whole number from 0 to 2^53 - 1, found ${seed}`);
  const day = new Date(`${asOf}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(asOf) ||
    Number.isNaN(day.getTime()) ||
    day.toISOString().slice(0, 10) !== asOf
  )
    throw new InputError(
      `Expected the day of the cut as YYYY-MM-DD, found "${asOf}"; write for example 2026-03-01`,
    );
  return day;
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}
