import type { ColumnData } from '@engage/run';
import type { Customer } from '../customer.ts';
import type { Outcomes } from '../draw/outcomes.ts';
import { knownAt } from '../snapshots.ts';
import { idsUpTo, microsecondsOf } from './long-columns.ts';

/** Name of the outcome in `raw/outcomes.parquet`. */
export const REVENUE_OUTCOME = 'revenue_90d_usd';

/** Outcomes that come later than the table, and the truth, one typed array a column. */
export interface OutcomeBuffer {
  set(row: number, customer: Customer, outcomes: Outcomes): void;
  /** The columns of `raw/outcomes.parquet`: customer_id, outcome, value, known_at. */
  outcomeColumns(snapshots: readonly number[]): ColumnData[];
  /** The columns of `truth/customers.parquet`. */
  truthColumns(): ColumnData[];
  meanRevenueUsd(): number;
}

/** Room for that many rows. */
export function createOutcomeBuffer(rows: number): OutcomeBuffer {
  const snapshot = new Uint8Array(rows);
  const revenue = new Float64Array(rows);
  const engagement = new Float64Array(rows);
  const churn = new Float64Array(rows);
  const expectedRevenue = new Float64Array(rows);
  const ids = (): ColumnData => ({
    name: 'customer_id',
    type: 'bigint',
    values: idsUpTo(rows),
  });
  return {
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
