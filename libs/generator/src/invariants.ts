import { COLUMNS, type GeneratedColumn } from './columns.ts';
import { Customer, type ColumnName } from './customer.ts';

/** A rule that every generated row keeps. */
export interface Invariant {
  readonly name: string;
  readonly holds: (customer: Customer) => boolean;
}

/** Rules across columns; null is NaN, as in `Customer`. */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: 'Feed and video fit into the time of all sessions',
    holds: (c) =>
      7 * c.feed_time_minutes_day + 60 * c.video_watch_hours_week <=
      c.sessions_last_7_days * c.session_duration_avg_min,
  },
  {
    name: 'Active within the last 7 days exactly when there were sessions',
    holds: (c) => c.days_since_last_active < 7 === c.sessions_last_7_days > 0,
  },
  { name: 'Daily counts are 0 where there were no sessions', holds: isSilentWithoutSessions },
  {
    name: 'No more dates took place than were arranged',
    holds: (c) => c.dates_completed_month <= c.dates_scheduled_month,
  },
  { name: 'No more matches than right swipes', holds: (c) => c.matches_per_day <= c.swipes_right_day },
  { name: 'Tier and account type agree', holds: (c) => (c.premium_tier === 0) === (c.account_type === 0) },
  {
    name: 'Tier and price agree',
    holds: (c) => c.monthly_subscription_usd === [0, 14.99, 29.99][c.premium_tier],
  },
  {
    name: 'No transactions exactly when nothing was paid',
    holds: (c) => (c.total_transactions_alltime === 0) === (c.lifetime_value_usd === 0),
  },
  {
    name: 'The lifetime value holds the last month',
    holds: (c) => c.lifetime_value_usd >= c.total_revenue_month_usd,
  },
  {
    name: 'The ratio is followers over following',
    holds: (c) => is(c.follower_following_ratio, c.followers_count / c.following_count, c.following_count),
  },
  {
    name: 'Creators post more than five times',
    holds: (c) => (c.is_creator === 1) === c.reels_created_week + c.posts_last_30_days > 5,
  },
  {
    name: 'Quality is 0.4 completion + 0.4 appeal + 2 photos, with an appeal of 0 to 100',
    holds: (c) => {
      const appeal = (c.profile_quality_score - 0.4 * c.profile_completion_pct - 2 * c.photo_count) / 0.4;
      return appeal >= -1e-9 && appeal <= 100 + 1e-9;
    },
  },
  {
    name: 'The right-swipe rate is right swipes over all',
    holds: (c) => {
      const all = c.swipes_right_day + c.swipes_left_day;
      return is(c.swipe_right_rate_pct, (100 * c.swipes_right_day) / all, all);
    },
  },
  {
    name: 'The match rate is matches over right swipes',
    holds: (c) => is(c.match_rate_pct, (100 * c.matches_per_day) / c.swipes_right_day, c.swipes_right_day),
  },
  {
    name: 'The conversion is dates over matches of 30 days',
    holds: (c) => {
      const matches = 30 * c.matches_per_day;
      return is(c.match_to_date_conversion_pct, (100 * c.dates_completed_month) / matches, matches);
    },
  },
  {
    name: 'Free accounts bring 0.60 USD a click',
    holds: (c) =>
      cents(c.ad_revenue_generated_month_usd) === (c.premium_tier === 0 ? 60 * c.ads_clicked_week : 0),
  },
  {
    name: 'The revenue is subscription, purchases and ads',
    holds: (c) =>
      cents(c.total_revenue_month_usd) ===
      cents(c.monthly_subscription_usd) +
        cents(c.iap_spending_month_usd) +
        cents(c.ad_revenue_generated_month_usd),
  },
  {
    name: 'A transaction is lifetime value over transactions',
    holds: (c) =>
      is(
        c.avg_transaction_value_usd,
        c.lifetime_value_usd / c.total_transactions_alltime,
        c.total_transactions_alltime,
      ),
  },
  ...(
    [
      ['story_completion_rate_pct', 'stories_viewed_day'],
      ['reel_completion_rate_pct', 'reels_watched_day'],
      ['ad_conversion_rate_pct', 'ads_clicked_week'],
      ['response_rate_pct', 'messages_received_day'],
      ['first_message_response_rate_pct', 'messages_sent_day'],
      ['date_show_up_rate_pct', 'dates_scheduled_month'],
      ['super_like_match_rate_pct', 'super_likes_used_week'],
    ] as const
  ).map(([rate, denominator]) => ({
    name: `${rate} is null exactly when ${denominator} is 0`,
    holds: (c: Customer) => Number.isNaN(c[rate]) === (c[denominator] === 0),
  })),
  ...COLUMNS.map((column) => ({
    name: `${column.name} keeps its type and range`,
    holds: (c: Customer) => keepsRange(column, c[column.name]),
  })),
];

/** A rule that some rows break. */
export interface Violation {
  readonly name: string;
  readonly rows: number;
  /** First row that breaks it, counted from 0. */
  readonly firstRow: number;
}

/**
 * Holds a table against every rule; an empty list means that all hold.
 *
 * @param values one array a column, as read: codes for words, NaN for null, any number for timestamps
 */
export function checkInvariants(values: Readonly<Record<ColumnName, ArrayLike<number>>>): Violation[] {
  const rows = values.customer_id.length;
  const broken = new Map<string, { rows: number; firstRow: number }>();
  const customer = new Customer();
  for (let row = 0; row < rows; row++) {
    for (const { name } of COLUMNS) customer[name] = values[name][row]!;
    for (const { name, holds } of INVARIANTS) {
      if (holds(customer)) continue;
      const before = broken.get(name);
      broken.set(name, { rows: (before?.rows ?? 0) + 1, firstRow: before?.firstRow ?? row });
    }
  }
  return [...broken].map(([name, found]) => ({ name, ...found }));
}

function isSilentWithoutSessions(c: Customer): boolean {
  if (c.sessions_last_7_days > 0) return true;
  const counts = [
    c.stories_viewed_day,
    c.reels_watched_day,
    c.likes_given_day,
    c.feed_time_minutes_day,
    c.swipes_right_day,
    c.swipes_left_day,
    c.likes_received_day,
    c.matches_per_day,
    c.messages_sent_day,
    c.messages_received_day,
    c.app_opens_day,
  ];
  return counts.every((count) => count === 0);
}

/** Equal to the last bit, or null where there is nothing to divide by. */
function is(value: number, formula: number, denominator: number): boolean {
  return denominator === 0 ? Number.isNaN(value) : value === formula;
}

function cents(usd: number): number {
  return Math.round(100 * usd);
}

function keepsRange({ kind, minimum, maximum, nullable }: GeneratedColumn, value: number): boolean {
  if (Number.isNaN(value)) return nullable;
  if (kind === 'timestamp') return true;
  if (kind !== 'number' && !Number.isInteger(value)) return false;
  return Number.isFinite(value) && value >= minimum! && value <= maximum!;
}
