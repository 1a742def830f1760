import type { LifetimeValue } from '@engage/schema';
import fc from 'fast-check';
import { lifetimeValue } from './lifetime-value.ts';

const ASSUMPTIONS: LifetimeValue = {
  revenueModel: 'value',
  churnModel: 'churn',
  predictionColumn: 'predicted_ltv_usd',
  marginShare: 0.8,
  months: 36,
  yearlyDiscount: 0.1,
  revenueMonths: 3,
};

/** The sum of the definition, month by month. */
function monthByMonth(assumptions: LifetimeValue, revenue: number, churn: number): number {
  let sum = 0;
  for (let month = 1; month <= assumptions.months; month += 1)
    sum += (1 - churn) ** month / (1 + assumptions.yearlyDiscount / 12) ** month;
  return (revenue / assumptions.revenueMonths) * assumptions.marginShare * sum;
}

describe('lifetimeValue()', () => {
  it('equals the sum over the months', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (churn, revenue, yearlyDiscount) => {
          const assumptions = { ...ASSUMPTIONS, yearlyDiscount };
          const expected = monthByMonth(assumptions, revenue, churn);
          return Math.abs(lifetimeValue(assumptions, revenue, churn) - expected) <= 1e-6 * (1 + expected);
        },
      ),
    );
  });

  it('has its limits: nobody leaves and nothing is discounted, or everybody leaves at once', () => {
    expect(lifetimeValue({ ...ASSUMPTIONS, yearlyDiscount: 0 }, 30, 0)).toBeCloseTo(10 * 0.8 * 36, 9);
    expect(lifetimeValue(ASSUMPTIONS, 30, 1)).toBe(0);
    expect(lifetimeValue(ASSUMPTIONS, 0, 0.3)).toBe(0);
  });

  it('falls as churn rises', () => {
    const values = [0, 0.1, 0.5, 0.9].map((churn) => lifetimeValue(ASSUMPTIONS, 30, churn));
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  it('refuses what is no probability', () => {
    expect(() => lifetimeValue(ASSUMPTIONS, 30, 1.2)).toThrow('found 1.2');
    expect(() => lifetimeValue(ASSUMPTIONS, 30, NaN)).toThrow(RangeError);
  });
});
