import type { LifetimeValue } from '@engage/schema';

/**
 * Expected discounted margin of a customer over the contract's months, USD:
 * revenue / revenueMonths × marginShare × Σ (1 − p)ᵗ / (1 + yearlyDiscount / 12)ᵗ for t = 1 … months,
 * as a closed geometric sum; each month counts when the customer is still there at its end
 * (Gupta & Lehmann 2003, J. Interactive Marketing 17(1), with a constant rate of leaving).
 *
 * @param assumptions the contract's; every number in it is an assumption, not a measurement
 * @param revenue prediction of the revenue model, USD over its `revenueMonths`
 * @param churnProbability of leaving within a month, in [0, 1]
 * @throws RangeError when the probability lies outside [0, 1]
 * @example lifetimeValue(assumptions, 30, 1) // 0: who leaves at once brings nothing more
 */
export function lifetimeValue(assumptions: LifetimeValue, revenue: number, churnProbability: number): number {
  if (!(churnProbability >= 0 && churnProbability <= 1))
    throw new RangeError(`Expected a churn probability in [0, 1], found ${churnProbability}`);
  const { revenueMonths, marginShare, months, yearlyDiscount } = assumptions;
  const kept = (1 - churnProbability) / (1 + yearlyDiscount / 12);
  // Near 1 the closed form divides nearly 0 by nearly 0.
  const sum =
    Math.abs(1 - kept) < 1e-9
      ? months
      : (kept * -Math.expm1(months * Math.log(kept === 0 ? Number.MIN_VALUE : kept))) / (1 - kept);
  return (revenue / revenueMonths) * marginShare * sum;
}
