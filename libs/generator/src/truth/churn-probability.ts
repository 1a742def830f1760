import type { Customer } from '../customer.ts';
import { logistic } from '../draw/quantities.ts';

/** The columns that leaving depends on: a dozen of those that the churn model may see. */
export type ChurnFeatures = Pick<
  Customer,
  | 'days_since_last_active'
  | 'sessions_last_7_days'
  | 'tenure_months'
  | 'account_type'
  | 'match_satisfaction_score'
  | 'messages_received_day'
  | 'profile_quality_score'
  | 'dates_completed_month'
  | 'iap_spending_month_usd'
  | 'feed_time_minutes_day'
  | 'comments_posted_week'
>;

/**
 * True probability that the customer has left 30 days after the snapshot. Three interactions: a pause means less
 * for those who have stayed for years; satisfaction holds paying customers more than others; a bad profile is
 * forgiven while somebody writes.
 */
export function trueChurnProbability(customer: ChurnFeatures): number {
  const pause = Math.log1p(customer.days_since_last_active) - 0.6;
  const sessions = Math.log((customer.sessions_last_7_days + 4) / 40);
  const tenure = Math.log1p(customer.tenure_months) - 2.2;
  const premium = customer.account_type;
  const satisfaction = customer.match_satisfaction_score - 2.9;
  const received = Math.log1p(customer.messages_received_day) - 0.85;
  const quality = (customer.profile_quality_score - 53) / 13;
  const main =
    0.75 * pause -
    1.5 * sessions -
    0.75 * tenure -
    0.8 * premium -
    0.65 * satisfaction -
    0.5 * received -
    0.3 * quality -
    0.3 * (Math.log1p(customer.dates_completed_month) - 1.1) -
    0.25 * (Math.log1p(customer.iap_spending_month_usd) - 0.9) -
    0.3 * Math.log((customer.feed_time_minutes_day + 4) / 28) -
    0.2 * (Math.log1p(customer.comments_posted_week) - 1.1);
  const together = -0.25 * pause * tenure - 0.3 * premium * satisfaction + 0.2 * quality * received;
  return logistic(SCALE * (main + together) + INTERCEPT);
}

/** Set so that 49.2 % leave and the best possible AUC is 0.885. */
const SCALE = 1.03;
const INTERCEPT = 0.018;
