import type { Customer } from '../customer.ts';

/** More posts and reels than this make a creator. */
const CREATOR_ABOVE = 5;

/**
 * Without a session in the last 7 days nothing happened on a day or in the week: daily and weekly counts are 0.
 */
export function silenceThePaused(customer: Customer): void {
  if (customer.sessions_last_7_days > 0) return;
  customer.stories_posted_week = 0;
  customer.stories_viewed_day = 0;
  customer.reels_created_week = 0;
  customer.reels_watched_day = 0;
  customer.comments_posted_week = 0;
  customer.likes_given_day = 0;
  customer.shares_last_week = 0;
  customer.ads_clicked_week = 0;
  customer.discover_page_visits_week = 0;
  customer.live_streams_watched_week = 0;
  customer.live_stream_time_minutes_week = 0;
  customer.swipes_right_day = 0;
  customer.swipes_left_day = 0;
  customer.likes_received_day = 0;
  customer.matches_per_day = 0;
  customer.messages_sent_day = 0;
  customer.messages_received_day = 0;
  customer.super_likes_used_week = 0;
}

/**
 * Columns that follow from others by formula, and the rates that are null because there is nothing to divide
 * by. Inputs are rounded before, results are not, so that every formula holds to the last bit.
 */
export function derive(customer: Customer): void {
  customer.follower_following_ratio = ratio(customer.followers_count, customer.following_count);
  customer.is_creator = customer.reels_created_week + customer.posts_last_30_days > CREATOR_ABOVE ? 1 : 0;
  if (customer.is_creator === 0) customer.creator_earnings_month_usd = 0;
  const swipes = customer.swipes_right_day + customer.swipes_left_day;
  customer.swipe_right_rate_pct = ratio(100 * customer.swipes_right_day, swipes);
  customer.match_rate_pct = ratio(100 * customer.matches_per_day, customer.swipes_right_day);
  customer.match_to_date_conversion_pct = ratio(
    100 * customer.dates_completed_month,
    30 * customer.matches_per_day,
  );
  customer.avg_transaction_value_usd = ratio(
    customer.lifetime_value_usd,
    customer.total_transactions_alltime,
  );
  if (customer.stories_viewed_day === 0) customer.story_completion_rate_pct = NaN;
  if (customer.reels_watched_day === 0) customer.reel_completion_rate_pct = NaN;
  if (customer.ads_clicked_week === 0) customer.ad_conversion_rate_pct = NaN;
  if (customer.messages_received_day === 0) customer.response_rate_pct = NaN;
  if (customer.messages_sent_day === 0) customer.first_message_response_rate_pct = NaN;
  if (customer.dates_scheduled_month === 0) customer.date_show_up_rate_pct = NaN;
  if (customer.super_likes_used_week === 0) customer.super_like_match_rate_pct = NaN;
}

function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? NaN : numerator / denominator;
}
