import type { ColumnData } from '@engage/run';
import { COLUMNS, type GeneratedColumn } from '../columns.ts';
import type { ColumnName, Customer } from '../customer.ts';
import { idsUpTo, microsecondsOf } from './long-columns.ts';

/** The generated table in memory, one typed array a column. */
export interface TableBuffer {
  readonly rows: number;
  /** What the columns lie in, one a column: another thread can fill rows of the same table. */
  readonly memory: readonly SharedArrayBuffer[];
  /** Copies one customer into a row. */
  set(row: number, customer: Customer): void;
  /** One value: a code for words, the number of the snapshot for timestamps, NaN for null. */
  get(row: number, column: GeneratedColumn): number;
  /** The columns as they are written, in file order. */
  columns(): ColumnData[];
  /** Headline means over all rows. */
  facts(): TableFacts;
}

/** What the table says about engagement, churn and activity. */
export interface TableFacts {
  readonly meanEngagement: number;
  readonly churnShare: number;
  /** Share with a session in the last 7 days. */
  readonly activeWeekShare: number;
  /** Share whose last session was today. */
  readonly activeDayShare: number;
}

type Values = Float64Array | Int32Array | Uint8Array;

/**
 * Room for that many rows.
 *
 * @param snapshots start of each snapshot in milliseconds since 1970
 * @param memory of a table of as many rows that another thread has made
 */
export function createTableBuffer(
  rows: number,
  snapshots: readonly number[],
  memory: readonly SharedArrayBuffer[] = COLUMNS.map(
    ({ kind }) => new SharedArrayBuffer(rows * widthOf(kind)),
  ),
): TableBuffer {
  const values = COLUMNS.map(({ kind }, index) => viewOf(kind, memory[index]!));
  const names = COLUMNS.map(({ name }) => name);
  return {
    rows,
    memory,
    set(row, customer) {
      for (let index = 0; index < names.length; index++) values[index]![row] = customer[names[index]!];
    },
    get: (row, column) => values[COLUMNS.indexOf(column)]![row]!,
    facts() {
      const mean = (name: ColumnName, take = (value: number): number => value): number => {
        const column = values[names.indexOf(name)]!;
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += take(column[row]!);
        return sum / rows;
      };
      return {
        meanEngagement: mean('engagement_score'),
        churnShare: mean('churn_30_day'),
        activeWeekShare: mean('sessions_last_7_days', (sessions) => Number(sessions > 0)),
        activeDayShare: mean('days_since_last_active', (days) => Number(days === 0)),
      };
    },
    columns: () => COLUMNS.map((column, index) => columnData(column, values[index]!, snapshots)),
  };
}

function widthOf(kind: GeneratedColumn['kind']): number {
  if (kind === 'number') return Float64Array.BYTES_PER_ELEMENT;
  return kind === 'integer' ? Int32Array.BYTES_PER_ELEMENT : 1;
}

function viewOf(kind: GeneratedColumn['kind'], memory: SharedArrayBuffer): Values {
  if (kind === 'number') return new Float64Array(memory);
  return kind === 'integer' ? new Int32Array(memory) : new Uint8Array(memory);
}

function columnData(column: GeneratedColumn, values: Values, snapshots: readonly number[]): ColumnData {
  const { name } = column;
  if (name === 'customer_id') return { name, type: 'bigint', values: idsUpTo(values.length) };
  if (column.kind === 'timestamp' && values instanceof Uint8Array)
    return { name, type: 'timestamp', values: microsecondsOf(values, snapshots) };
  if (values instanceof Float64Array) {
    const valid = column.nullable ? validity(values) : null;
    return valid ? { name, type: 'double', values, valid } : { name, type: 'double', values };
  }
  if (values instanceof Int32Array) return { name, type: 'integer', values };
  if (column.words) return { name, type: 'dictionary', values, words: column.words };
  return { name, type: 'boolean', values };
}

function validity(values: Float64Array): Uint8Array {
  const valid = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) valid[row] = Number.isNaN(values[row]) ? 0 : 1;
  return valid;
}
