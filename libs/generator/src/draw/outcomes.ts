import type { Customer } from '../customer.ts';
import { beta, tweedie } from '../random/samplers.ts';
import type { Stream } from '../random/stream.ts';
import { trueChurnProbability } from '../truth/churn-probability.ts';
import { expectedEngagement } from '../truth/expected-engagement.ts';
import { expectedRevenue } from '../truth/expected-revenue.ts';
import { incumbentScore } from '../truth/incumbent-score.ts';
import { logistic, rounded } from './quantities.ts';

/** What happened after the snapshot, and what was to be expected of it. */
export interface Outcomes {
  expectedEngagement: number;
  trueChurnProbability: number;
  expectedRevenueUsd: number;
  /** Revenue of the 90 days after the snapshot. */
  revenueUsd: number;
  /** Whether the customer would have left without planted bias. */
  leftUnbiased: number;
}

/** Sum of the shapes of the Beta draw: leaves the engagement a best possible R² of 0.85. */
const ENGAGEMENT_PRECISION = 57;
/** Scatter of the revenue around its expectation; about a third of all customers bring nothing. */
const REVENUE_DISPERSION = 5;

/**
 * Draws the labels from the columns alone, and the incumbent's score.
 *
 * @param churnLogOddsShift added to the churn log-odds beyond what the features say; 0 unless bias is planted
 */
export function drawOutcomes(
  stream: Stream,
  customer: Customer,
  outcomes: Outcomes,
  churnLogOddsShift: number,
): void {
  const engagement = expectedEngagement(customer);
  const churn = trueChurnProbability(customer);
  const revenue = expectedRevenue(customer);
  outcomes.expectedEngagement = engagement;
  outcomes.trueChurnProbability = churn;
  outcomes.expectedRevenueUsd = revenue;
  const luck = stream.uniform();
  outcomes.leftUnbiased = luck < churn ? 1 : 0;
  const shifted = logistic(Math.log(churn / (1 - churn)) + churnLogOddsShift);
  customer.churn_30_day = luck < (churnLogOddsShift === 0 ? churn : shifted) ? 1 : 0;
  customer.engagement_score = rounded(beta(stream, engagement, ENGAGEMENT_PRECISION), 4);
  outcomes.revenueUsd = rounded(tweedie(stream, revenue, REVENUE_DISPERSION), 2);
  customer.churn_probability = incumbentScore(stream, customer);
}
