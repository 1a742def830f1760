import { silentProgress, type Progress } from '@engage/observability';
import { InputError, InterruptedError, type ObjectStore, type TableWriter } from '@engage/run';
import { Customer } from './customer.ts';
import { drawCustomer } from './draw/draw-customer.ts';
import { drawOutcomes, type Outcomes } from './draw/outcomes.ts';
import type { Traits } from './draw/traits.ts';
import { BIAS } from './plant/bias.ts';
import { DRIFT } from './plant/drift.ts';
import { LEAKED_COLUMN, leakedValue } from './plant/leak.ts';
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

/** Tables draw from streams of their own, so that a change in one leaves the others as they are. */
const STREAMS = { customers: 1, outcomes: 2, leak: 3, dirt: 4 };

/** Customers drawn before the event loop gets a turn, for progress and interruption. */
const BATCH = 10_000;

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
  await writer.write(key('truth/customers.parquet'), outcomes.truthColumns());
  if (dirty || plants.leak || plants.bias || plants.drift)
    await writer.write(key('truth/planted.parquet'), planted.columns());
  else await store.remove(`${prefix}truth/planted.parquet`);
  await writer.write(key('raw/outcomes.parquet'), outcomes.outcomeColumns(snapshots));
  // A table of the other form would be read beside this one.
  await store.remove(`${prefix}raw/customers.${dirty ? 'parquet' : 'csv'}`);
  const tableKey = key(`raw/customers.${dirty ? 'csv' : 'parquet'}`);
  if (csv) await store.write(tableKey, csv);
  else await writer.write(tableKey, table.columns());
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
  const streams = {
    customers: new Stream(seed, STREAMS.customers),
    outcomes: new Stream(seed, STREAMS.outcomes),
    leak: new Stream(seed, STREAMS.leak),
  };
  const customer = new Customer();
  const traits: Traits = { activity: 0.5, sociability: 0.5, quality: 0.5, commitment: 0.5 };
  const outcome: Outcomes = {
    expectedEngagement: 0.5,
    trueChurnProbability: 0.5,
    expectedRevenueUsd: 0.5,
    revenueUsd: 0.5,
    leftUnbiased: 0,
  };
  const drift = plants.drift ? DRIFT : null;
  for (let from = 0; from < customers; from += BATCH) {
    if (signal?.aborted) throw new InterruptedError('Generation was stopped; nothing was written');
    const to = Math.min(customers, from + BATCH);
    for (let row = from; row < to; row++) {
      const id = row + 1;
      const note = { customerId: id, rowNumber: id };
      customer.customer_id = id;
      streams.customers.restart(id);
      streams.outcomes.restart(id);
      drawCustomer(streams.customers, customer, traits, drift);
      if (drift && customer.observed_at >= drift.from)
        planted.add({
          ...note,
          kind: 'drift',
          column: 'activity',
          original: (traits.activity - drift.shift).toFixed(4),
          planted: traits.activity.toFixed(4),
        });
      const biased = plants.bias && customer.gender === BIAS.gender;
      drawOutcomes(streams.outcomes, customer, outcome, biased ? BIAS.logOdds : 0);
      if (customer.churn_30_day !== outcome.leftUnbiased)
        planted.add({ ...note, kind: 'bias', column: 'churn_30_day', original: 'false', planted: 'true' });
      if (plants.leak) {
        const original = String(customer[LEAKED_COLUMN]);
        streams.leak.restart(id);
        customer[LEAKED_COLUMN] = leakedValue(streams.leak, customer);
        planted.add({
          ...note,
          kind: 'leak',
          column: LEAKED_COLUMN,
          original,
          planted: String(customer[LEAKED_COLUMN]),
        });
      }
      table.set(row, customer);
      outcomes.set(row, customer, outcome);
    }
    progress.report({ label: 'Generating customers', done: to, total: customers, unit: 'customers' });
    await new Promise((turn) => setImmediate(turn));
  }
  return { table, outcomes };
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
