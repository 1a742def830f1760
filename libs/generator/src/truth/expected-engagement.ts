import type { Customer } from '../customer.ts';
import { logistic } from '../draw/quantities.ts';

/** The 14 columns that the engagement of the next 30 days depends on, and no other. */
export type EngagementFeatures = Pick<
  Customer,
  | 'feed_time_minutes_day'
  | 'sessions_last_7_days'
  | 'session_duration_avg_min'
  | 'app_opens_day'
  | 'stories_viewed_day'
  | 'reels_watched_day'
  | 'video_watch_hours_week'
  | 'posts_last_30_days'
  | 'likes_given_day'
  | 'comments_posted_week'
  | 'messages_sent_day'
  | 'match_satisfaction_score'
  | 'profile_completion_pct'
  | 'followers_count'
>;

/**
 * Expected engagement score, in (0, 1). Amounts act through logarithms, since the tenth minute counts more than
 * the hundredth. Three interactions: frequent use counts double for those who like whom they meet; time in the
 * feed is worth more when it comes with likes; messages bind those with a complete profile.
 */
export function expectedEngagement(customer: EngagementFeatures): number {
  const sessions = Math.log((customer.sessions_last_7_days + 4) / 40);
  const feed = Math.log((customer.feed_time_minutes_day + 4) / 28);
  const likes = Math.log((customer.likes_given_day + 2) / 10);
  const satisfaction = customer.match_satisfaction_score - 2.9;
  const messages = Math.log1p(customer.messages_sent_day) - 0.7;
  const completion = (customer.profile_completion_pct - 62) / 20;
  const main =
    0.5 * sessions + 0.28 * feed + 0.2 * satisfaction + 0.2 * messages + 0.12 * likes + 0.1 * completion;
  const together = 0.16 * sessions * satisfaction + 0.14 * feed * likes + 0.08 * messages * completion;
  return logistic(SCALE * (main + together + minorEffects(customer)) + INTERCEPT);
}

/** Set so that the mean is 0.370 and the noise-free spread 0.147. */
const SCALE = 0.85;
const INTERCEPT = -0.574;

/** Eight columns that matter a little each; video saturates after some hours. */
function minorEffects(customer: EngagementFeatures): number {
  return (
    0.1 * Math.log((customer.session_duration_avg_min + 2) / 15) +
    0.05 * (Math.log1p(customer.app_opens_day) - 2.5) +
    0.04 * (Math.log1p(customer.stories_viewed_day) - 1.5) +
    0.04 * (Math.log1p(customer.reels_watched_day) - 1.7) +
    0.12 * (Math.tanh(customer.video_watch_hours_week / 3) - 0.6) +
    0.05 * (Math.log1p(customer.posts_last_30_days) - 0.75) +
    0.06 * (Math.log1p(customer.comments_posted_week) - 1.1) +
    0.05 * (Math.log1p(customer.followers_count) - 4.4)
  );
}
