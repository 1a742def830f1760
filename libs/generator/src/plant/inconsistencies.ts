import type { ColumnName } from '../customer.ts';

/** A value that no column forbids but another column of the row contradicts. */
interface Inconsistency {
  readonly column: ColumnName;
  /** The contradicting text; `number` reads a column of the row, `row` its texts. */
  readonly planted: (number: (name: ColumnName) => number, row: ReadonlyMap<ColumnName, string>) => string;
}

/** One for each rule across columns that every generated row keeps. */
export const INCONSISTENCIES: readonly Inconsistency[] = [
  { column: 'dates_completed_month', planted: (number) => String(number('dates_scheduled_month') + 2) },
  { column: 'matches_per_day', planted: (number) => String(number('swipes_right_day') + 3) },
  {
    column: 'feed_time_minutes_day',
    planted: (number) =>
      String(Math.ceil((number('sessions_last_7_days') * number('session_duration_avg_min')) / 7) + 5),
  },
  {
    column: 'days_since_last_active',
    planted: (number) => (number('sessions_last_7_days') > 0 ? '12' : '2'),
  },
  {
    column: 'premium_tier',
    planted: (_number, row) => (row.get('account_type') === 'Free' ? 'Gold' : 'Free'),
  },
  {
    column: 'monthly_subscription_usd',
    planted: (number) => (number('monthly_subscription_usd') === 0 ? '14.99' : '0'),
  },
  {
    column: 'total_transactions_alltime',
    planted: (number) => (number('lifetime_value_usd') === 0 ? '4' : '0'),
  },
];
