import type { ColumnData } from '@engage/run';
import type { Customer } from '../customer.ts';
import type { Outcomes } from '../draw/outcomes.ts';
import { knownAt } from '../snapshots.ts';
import { idsUpTo, microsecondsOf } from './long-columns.ts';

/** Name of the outcome in `raw/outcomes.parquet`. */
export const REVENUE_OUTCOME = 'revenue_90d_usd';

/** Bytes a row of each column: the snapshot's number, then four amounts. */
const WIDTHS = [1, 8, 8, 8, 8] as const;

/** Outcomes that come later than the table, and the truth, one typed array a column. */
export interface OutcomeBuffer {
  /** What the columns lie in: another thread can fill rows of the same outcomes. */
  readonly memory: readonly SharedArrayBuffer[];
  set(row: number, customer: Customer, outcomes: Outcomes): void;
  /** The columns of `raw/outcomes.parquet`: customer_id, outcome, value, known_at. */
  outcomeColumns(snapshots: readonly number[]): ColumnData[];
  /** The columns of `truth/customers.parquet`. */
  truthColumns(): ColumnData[];
  meanRevenueUsd(): number;
}

/**
 * Room for that many rows.
 *
 * @param memory of outcomes of as many rows that another thread has made
 */
export function createOutcomeBuffer(
  rows: number,
  memory: readonly SharedArrayBuffer[] = WIDTHS.map((width) => new SharedArrayBuffer(rows * width)),
): OutcomeBuffer {
  const snapshot = new Uint8Array(memory[0]!);
  const revenue = new Float64Array(memory[1]!);
  const engagement = new Float64Array(memory[2]!);
  const churn = new Float64Array(memory[3]!);
  const expectedRevenue = new Float64Array(memory[4]!);
  const ids = (): ColumnData => ({
    name: 'customer_id',
    type: 'bigint',
    values: idsUpTo(rows),
  });
  return {
    memory,
    set(row, customer, outcomes) {
      snapshot[row] = customer.observed_at;
      revenue[row] = outcomes.revenueUsd;
      engagement[row] = outcomes.expectedEngagement;
      churn[row] = outcomes.trueChurnProbability;
      expectedRevenue[row] = outcomes.expectedRevenueUsd;
    },
    outcomeColumns: (snapshots) => [
      ids(),
      { name: 'outcome', type: 'dictionary', values: new Uint8Array(rows), words: [REVENUE_OUTCOME] },
      { name: 'value', type: 'double', values: revenue },
      { name: 'known_at', type: 'timestamp', values: microsecondsOf(snapshot, snapshots.map(knownAt)) },
    ],
    truthColumns: () => [
      ids(),
      { name: 'expected_engagement', type: 'double', values: engagement },
      { name: 'true_churn_probability', type: 'double', values: churn },
      { name: 'expected_revenue_90d_usd', type: 'double', values: expectedRevenue },
    ],
    meanRevenueUsd: () => revenue.reduce((sum, value) => sum + value, 0) / rows,
  };
}
