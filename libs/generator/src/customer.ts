/**
 * One customer as the generator sees it while drawing: every column under its own name, null as NaN, categories
 * as codes (places in the words of `columns.ts`), booleans as 0 and 1. One object is reused for all customers.
 */
export class Customer {
  customer_id = 0;
  // Demographics
  age = 0;
  gender = 0;
  location = 0;
  tenure_months = 0;
  account_type = 0;
  // Social
  stories_posted_week = 0;
  stories_viewed_day = 0;
  story_completion_rate_pct = 0.5;
  reels_created_week = 0;
  reels_watched_day = 0;
  avg_reel_watch_time_sec = 0.5;
  reel_completion_rate_pct = 0.5;
  video_watch_hours_week = 0.5;
  engagement_rate_pct = 0.5;
  posts_last_30_days = 0;
  comments_posted_week = 0;
  likes_given_day = 0;
  shares_last_week = 0;
  followers_count = 0;
  following_count = 0;
  follower_following_ratio = 0.5;
  is_creator = 0;
  creator_earnings_month_usd = 0.5;
  avg_views_per_post = 0;
  ads_clicked_week = 0;
  ad_conversion_rate_pct = 0.5;
  feed_time_minutes_day = 0.5;
  discover_page_visits_week = 0;
  live_streams_watched_week = 0;
  live_stream_time_minutes_week = 0.5;
  // Dating
  profile_completion_pct = 0.5;
  photo_count = 0;
  profile_quality_score = 0.5;
  swipes_right_day = 0;
  swipes_left_day = 0;
  swipe_right_rate_pct = 0.5;
  likes_received_day = 0;
  matches_per_day = 0;
  match_rate_pct = 0.5;
  total_matches_alltime = 0;
  messages_sent_day = 0;
  messages_received_day = 0;
  avg_conversation_length = 0.5;
  response_rate_pct = 0.5;
  first_message_response_rate_pct = 0.5;
  dates_scheduled_month = 0;
  date_show_up_rate_pct = 0.5;
  dates_completed_month = 0;
  match_to_date_conversion_pct = 0.5;
  super_likes_used_week = 0;
  boosts_used_month = 0;
  super_like_match_rate_pct = 0.5;
  users_blocked = 0;
  users_reported = 0;
  match_satisfaction_score = 0.5;
  app_opens_day = 0;
  session_duration_avg_min = 0.5;
  // Revenue
  premium_tier = 0;
  monthly_subscription_usd = 0.5;
  iap_spending_month_usd = 0.5;
  ad_revenue_generated_month_usd = 0.5;
  total_revenue_month_usd = 0.5;
  lifetime_value_usd = 0.5;
  total_transactions_alltime = 0;
  avg_transaction_value_usd = 0.5;
  // Engagement and churn
  engagement_score = 0.5;
  sessions_last_7_days = 0;
  churn_probability = 0.5;
  churn_30_day = 0;
  days_since_last_active = 0;
  // Platform
  platform_primary = 0;
  /** Place in the list of snapshots, 0 to 11. */
  observed_at = 0;
}

/** Name of a column of the generated table. */
export type ColumnName = keyof Customer;
