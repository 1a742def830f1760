import { doubleLiteral } from '@engage/run';
import type { LifetimeValue } from '@engage/schema';

/** Below it the monthly factor counts as 1, where the closed form would divide by 0. */
const NO_DECAY = 1e-12;

/**
 * SQL of a customer's lifetime value, in the unit of the revenue prediction: monthly margin times
 * Σ t = 1…months of ((1 − p) / (1 + yearlyDiscount / 12))^t, as a closed geometric sum (spec §6).
 *
 * @param revenue SQL of what the revenue model predicts for `revenueMonths` months, a double
 * @param churn SQL of the probability of leaving within a month, a double in [0, 1]
 */
export function lifetimeValueSql(assumed: LifetimeValue, revenue: string, churn: string): string {
  const growth = doubleLiteral(1 + assumed.yearlyDiscount / 12);
  const months = doubleLiteral(assumed.months);
  const factor = `((1e0 - ${churn}) / ${growth})`;
  const margin = `${revenue} / ${doubleLiteral(assumed.revenueMonths)} * ${doubleLiteral(assumed.marginShare)}`;
  return (
    `${margin} * case when abs(1e0 - ${factor}) < ${doubleLiteral(NO_DECAY)} then ${months} ` +
    `else ${factor} * (1e0 - power(${factor}, ${months})) / (1e0 - ${factor}) end`
  );
}

/** The assumptions in one sentence, for the reader of a run. */
export function lifetimeValueNote(assumed: LifetimeValue): string {
  const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
  return (
    `${assumed.predictionColumn} is assumed, not measured: ${percent(assumed.marginShare)} margin over ` +
    `${assumed.months} months, discounted at ${percent(assumed.yearlyDiscount)} a year, from ` +
    `${assumed.revenueModel} over ${assumed.revenueMonths} months and ${assumed.churnModel}`
  );
}
