import type { ColumnData } from '@engage/run';
import { COLUMNS, type GeneratedColumn } from '../columns.ts';
import type { Customer } from '../customer.ts';

/** The generated table in memory, one typed array a column. */
export interface TableBuffer {
  readonly rows: number;
  /** Copies one customer into a row. */
  set(row: number, customer: Customer): void;
  /** One value: a code for words, the number of the snapshot for timestamps, NaN for null. */
  get(row: number, column: GeneratedColumn): number;
  /** The columns as they are written, in file order. */
  columns(): ColumnData[];
}

type Values = Float64Array | Int32Array | Uint8Array;

/**
 * Room for that many rows.
 *
 * @param snapshots start of each snapshot in milliseconds since 1970
 */
export function createTableBuffer(rows: number, snapshots: readonly number[]): TableBuffer {
  const values = COLUMNS.map((column) => room(column, rows));
  const names = COLUMNS.map(({ name }) => name);
  return {
    rows,
    set(row, customer) {
      for (let index = 0; index < names.length; index++) values[index]![row] = customer[names[index]!];
    },
    get: (row, column) => values[COLUMNS.indexOf(column)]![row]!,
    columns: () => COLUMNS.map((column, index) => columnData(column, values[index]!, snapshots)),
  };
}

function room({ kind }: GeneratedColumn, rows: number): Values {
  if (kind === 'number') return new Float64Array(rows);
  return kind === 'integer' ? new Int32Array(rows) : new Uint8Array(rows);
}

function columnData(column: GeneratedColumn, values: Values, snapshots: readonly number[]): ColumnData {
  const { name } = column;
  if (name === 'customer_id') return { name, type: 'bigint', values: BigInt64Array.from(values, BigInt) };
  if (column.kind === 'timestamp') return { name, type: 'timestamp', values: microseconds(values, snapshots) };
  if (values instanceof Float64Array) {
    const valid = column.nullable ? validity(values) : null;
    return valid ? { name, type: 'double', values, valid } : { name, type: 'double', values };
  }
  if (values instanceof Int32Array) return { name, type: 'integer', values };
  if (column.words) return { name, type: 'dictionary', values, words: column.words };
  return { name, type: 'boolean', values };
}

/** Places in the list of snapshots as microseconds since 1970. */
export function microseconds(places: ArrayLike<number>, snapshots: readonly number[]): BigInt64Array<ArrayBuffer> {
  const starts = snapshots.map((start) => BigInt(start) * 1000n);
  return BigInt64Array.from({ length: places.length }, (_, row) => starts[places[row]!]!);
}

function validity(values: Float64Array): Uint8Array {
  const valid = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) valid[row] = Number.isNaN(values[row]) ? 0 : 1;
  return valid;
}
