import type { ColumnName } from './customer.ts';

/** One column of the generated table: what the checks hold its values against. */
export interface GeneratedColumn {
  readonly name: ColumnName;
  readonly kind: 'integer' | 'number' | 'boolean' | 'words' | 'timestamp';
  /** Lowest and highest value, both inclusive; Infinity where there is no highest. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly nullable: boolean;
  /** Mean that the default size and seed reach within 10 %: the baseline of the playbook. */
  readonly typicalMean: number | null;
  /** Words behind the codes, in the order of the codes. */
  readonly words: readonly string[] | null;
  /** Distribution that the values come from, up to the customer's traits. */
  readonly family: string;
}

/** The columns of `raw/customers.parquet`, in file order. */
export const COLUMNS: readonly GeneratedColumn[] = [
  integer('customer_id', 'counter', [1, Infinity]),
  // Demographics
  integer('age', 'beta', [18, 80], { typicalMean: 30.9 }),
  words('gender', ['Male', 'Female', 'Non-binary']),
  words('location', [
    'New York',
    'Los Angeles',
    'Chicago',
    'San Francisco',
    'Austin',
    'Seattle',
    'Miami',
    'Boston',
    'Denver',
    'Atlanta',
  ]),
  integer('tenure_months', 'pareto', [0, 84], { typicalMean: 15.1 }),
  words('account_type', ['Free', 'Premium']),
  // Social
  integer('stories_posted_week', 'poisson', [0, Infinity], { typicalMean: 0.8 }),
  integer('stories_viewed_day', 'poisson', [0, Infinity], { typicalMean: 4.2 }),
  number('story_completion_rate_pct', 'beta', [0, 100], { nullable: true, typicalMean: 57.3 }),
  integer('reels_created_week', 'poisson', [0, Infinity], { typicalMean: 0.5 }),
  integer('reels_watched_day', 'poisson', [0, Infinity], { typicalMean: 5.9 }),
  number('avg_reel_watch_time_sec', 'gamma', [0, Infinity], { typicalMean: 20 }),
  number('reel_completion_rate_pct', 'beta', [0, 100], { nullable: true, typicalMean: 41.2 }),
  number('video_watch_hours_week', 'gamma', [0, 168], { typicalMean: 2.7 }),
  number('engagement_rate_pct', 'beta', [0, 100], { typicalMean: 3.8 }),
  integer('posts_last_30_days', 'poisson', [0, Infinity], { typicalMean: 1.58 }),
  integer('comments_posted_week', 'poisson', [0, Infinity], { typicalMean: 2.95 }),
  integer('likes_given_day', 'poisson', [0, Infinity], { typicalMean: 9.84 }),
  integer('shares_last_week', 'poisson', [0, Infinity], { typicalMean: 0.981 }),
  integer('followers_count', 'pareto', [0, Infinity], { typicalMean: 150 }),
  integer('following_count', 'pareto', [0, Infinity], { typicalMean: 225 }),
  number('follower_following_ratio', 'derived', [0, Infinity], { nullable: true, typicalMean: 1.03 }),
  boolean('is_creator', 'derived', { typicalMean: 0.067 }),
  number('creator_earnings_month_usd', 'gamma', [0, Infinity], { typicalMean: 2.19 }),
  integer('avg_views_per_post', 'pareto', [0, Infinity], { typicalMean: 71.4 }),
  integer('ads_clicked_week', 'poisson', [0, Infinity], { typicalMean: 0.392 }),
  number('ad_conversion_rate_pct', 'beta', [0, 100], { nullable: true, typicalMean: 4.74 }),
  number('feed_time_minutes_day', 'gamma', [0, 1440], { typicalMean: 30 }),
  integer('discover_page_visits_week', 'poisson', [0, Infinity], { typicalMean: 1.6 }),
  integer('live_streams_watched_week', 'poisson', [0, Infinity], { typicalMean: 0.2 }),
  number('live_stream_time_minutes_week', 'gamma', [0, 10080], { typicalMean: 0.8 }),
  // Dating
  number('profile_completion_pct', 'beta', [0, 100], { typicalMean: 62.1 }),
  integer('photo_count', 'categorical', [0, 9], { typicalMean: 4.2 }),
  number('profile_quality_score', 'derived', [0, 100], { typicalMean: 52.8 }),
  integer('swipes_right_day', 'poisson', [0, Infinity], { typicalMean: 11 }),
  integer('swipes_left_day', 'poisson', [0, Infinity], { typicalMean: 26 }),
  number('swipe_right_rate_pct', 'derived', [0, 100], { nullable: true, typicalMean: 29.7 }),
  integer('likes_received_day', 'poisson', [0, Infinity], { typicalMean: 4 }),
  integer('matches_per_day', 'poisson', [0, Infinity], { typicalMean: 0.33 }),
  number('match_rate_pct', 'derived', [0, 100], { nullable: true, typicalMean: 2.94 }),
  integer('total_matches_alltime', 'derived', [0, Infinity], { typicalMean: 345 }),
  integer('messages_sent_day', 'poisson', [0, Infinity], { typicalMean: 1.5 }),
  integer('messages_received_day', 'poisson', [0, Infinity], { typicalMean: 1.8 }),
  number('avg_conversation_length', 'gamma', [0, Infinity], { typicalMean: 10 }),
  number('response_rate_pct', 'beta', [0, 100], { nullable: true, typicalMean: 53.5 }),
  number('first_message_response_rate_pct', 'beta', [0, 100], { nullable: true, typicalMean: 50 }),
  integer('dates_scheduled_month', 'poisson', [0, Infinity], { typicalMean: 3.5 }),
  number('date_show_up_rate_pct', 'beta', [0, 100], { nullable: true, typicalMean: 80 }),
  integer('dates_completed_month', 'derived', [0, Infinity], { typicalMean: 2.8 }),
  number('match_to_date_conversion_pct', 'derived', [0, 100], { nullable: true }),
  integer('super_likes_used_week', 'poisson', [0, Infinity], { typicalMean: 1.45 }),
  integer('boosts_used_month', 'poisson', [0, Infinity], { typicalMean: 0.853 }),
  number('super_like_match_rate_pct', 'beta', [0, 100], { nullable: true, typicalMean: 41.2 }),
  integer('users_blocked', 'poisson', [0, Infinity], { typicalMean: 4.51 }),
  integer('users_reported', 'poisson', [0, Infinity], { typicalMean: 1.51 }),
  number('match_satisfaction_score', 'beta', [0, 5], { typicalMean: 2.9 }),
  integer('app_opens_day', 'poisson', [0, Infinity], { typicalMean: 13.9 }),
  number('session_duration_avg_min', 'gamma', [0, 1440], { typicalMean: 14 }),
  // Revenue
  words('premium_tier', ['Free', 'Gold', 'Platinum']),
  number('monthly_subscription_usd', 'derived', [0, 29.99], { typicalMean: 4.13 }),
  number('iap_spending_month_usd', 'gamma', [0, Infinity], { typicalMean: 5.76 }),
  number('ad_revenue_generated_month_usd', 'derived', [0, Infinity], { typicalMean: 0.185 }),
  number('total_revenue_month_usd', 'derived', [0, Infinity], { typicalMean: 10.1 }),
  number('lifetime_value_usd', 'derived', [0, Infinity], { typicalMean: 153 }),
  integer('total_transactions_alltime', 'poisson', [0, Infinity], { typicalMean: 32.3 }),
  number('avg_transaction_value_usd', 'derived', [0, Infinity], { nullable: true, typicalMean: 3.28 }),
  // Engagement and churn
  number('engagement_score', 'beta', [0, 1], { typicalMean: 0.37 }),
  integer('sessions_last_7_days', 'poisson', [0, Infinity], { typicalMean: 40 }),
  number('churn_probability', 'beta', [0, 1]),
  boolean('churn_30_day', 'bernoulli', { typicalMean: 0.492 }),
  integer('days_since_last_active', 'categorical', [0, 30]),
  // Platform
  words('platform_primary', ['Social_Media', 'Dating', 'Both']),
  {
    name: 'observed_at',
    kind: 'timestamp',
    minimum: null,
    maximum: null,
    nullable: false,
    typicalMean: null,
    words: null,
    family: 'categorical',
  },
];

interface Options {
  readonly nullable?: boolean;
  readonly typicalMean?: number;
}
type Range = readonly [minimum: number, maximum: number];

function integer(name: ColumnName, family: string, range: Range, options: Options = {}): GeneratedColumn {
  return column(name, 'integer', family, range, options);
}

function number(name: ColumnName, family: string, range: Range, options: Options = {}): GeneratedColumn {
  return column(name, 'number', family, range, options);
}

function boolean(name: ColumnName, family: string, options: Options): GeneratedColumn {
  return column(name, 'boolean', family, [0, 1], options);
}

function words(name: ColumnName, list: readonly string[]): GeneratedColumn {
  return { ...column(name, 'words', 'categorical', [0, list.length - 1], {}), words: list };
}

function column(
  name: ColumnName,
  kind: GeneratedColumn['kind'],
  family: string,
  [minimum, maximum]: Range,
  { nullable = false, typicalMean }: Options,
): GeneratedColumn {
  return { name, kind, minimum, maximum, nullable, typicalMean: typicalMean ?? null, words: null, family };
}
