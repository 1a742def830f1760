import type { Customer } from '../customer.ts';
import { logistic, rounded } from '../draw/quantities.ts';
import { beta } from '../random/samplers.ts';
import type { Stream } from '../random/stream.ts';

/** What the rule in use today looks at. */
export type IncumbentFeatures = Pick<
  Customer,
  'days_since_last_active' | 'sessions_last_7_days' | 'tenure_months'
>;

/** The smaller, the noisier the score: chosen so that its AUC lies 0.10 below the best possible. */
const PRECISION = 25;

/**
 * The incumbent rule's churn score: points for recency, sessions and tenure, then noise. It ranks customers to
 * some extent and is badly calibrated: it says half of what it should.
 */
export function incumbentScore(stream: Stream, customer: IncumbentFeatures): number {
  const points =
    0.5 * Math.min(customer.days_since_last_active, 10) -
    0.045 * customer.sessions_last_7_days -
    0.04 * customer.tenure_months;
  return rounded(beta(stream, logistic(points + OFFSET), PRECISION), 4);
}

const OFFSET = 0.6;
