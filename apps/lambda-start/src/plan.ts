import { InputError } from '@engage/run';
import type { StartOrder } from './event.ts';

/** Folder of raw data in the store. */
export const RAW = 'raw/';
/** What a raw table's name ends with. */
const TABLE = /\.(csv|csv\.gz|parquet)$/i;

/** A run on a table, or why there is none to start. */
export type StartPlan = { readonly table: string } | { readonly skipped: string };

/** What a plan is made of. */
export interface StartSituation {
  /** Keys below `raw/`. */
  readonly keys: readonly string[];
  /** Files that the contract takes outcomes from: never a table. */
  readonly outcomes: readonly string[];
}

/**
 * Which run an order opens. A new object starts one when it is a table by itself: a file right below `raw/` that holds no
 * outcomes. Files of a folder start none, since nobody knows which is the last; a folder is started by hand or by schedule.
 *
 * @throws InputError when an order names no raw table, or names none and there is not exactly one
 */
export function planOf(order: StartOrder, { keys, outcomes }: StartSituation): StartPlan {
  const isTable = (key: string): boolean => {
    const name = key.slice(RAW.length);
    return key.startsWith(RAW) && !name.includes('/') && TABLE.test(name) && !outcomes.includes(name);
  };
  if (order.because === 'object')
    return isTable(order.key)
      ? { table: order.key }
      : {
          skipped: `${order.key} is no table by itself: an outcome, a file of a folder, or no CSV or Parquet`,
        };
  if (order.table !== null) {
    if (order.table.startsWith(RAW) && order.table.length > RAW.length) return { table: order.table };
    throw new InputError(`Expected the key of a table below ${RAW}, found "${order.table}"; name one`);
  }
  const tables = keys.filter(isTable);
  if (tables.length === 1) return { table: tables[0]! };
  throw new InputError(
    `Expected one table right below ${RAW}, found ${tables.length === 0 ? 'none' : tables.join(', ')}; name it: { "kind": "${order.kind}", "table": "${RAW}…" }`,
  );
}
