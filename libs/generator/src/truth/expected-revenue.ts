import type { Customer } from '../customer.ts';
import { trueChurnProbability, type ChurnFeatures } from './churn-probability.ts';

/** What the revenue of the next 90 days depends on: what is paid today, and whether the customer stays. */
export type RevenueFeatures = ChurnFeatures &
  Pick<
    Customer,
    | 'monthly_subscription_usd'
    | 'iap_spending_month_usd'
    | 'ad_revenue_generated_month_usd'
    | 'lifetime_value_usd'
  >;

/** Months that the expectation covers. */
const MONTHS = 3;
/** What a customer who certainly leaves still brings of each source, as a share of one who stays. */
const AFTER_LEAVING = { subscription: 0.6, purchases: 0.35, ads: 0.2 };
/** Purchases return to the customer's habit: part of this month's, part of the lifetime's monthly mean. */
const PURCHASE_HABIT = { thisMonth: 0.55, lifetime: 0.1, anyone: 0.9 };

/** Expected revenue of the 90 days after the snapshot in US dollars, always above 0. */
export function expectedRevenue(customer: RevenueFeatures): number {
  const stays = 1 - trueChurnProbability(customer);
  const kept = (afterLeaving: number): number => afterLeaving + (1 - afterLeaving) * stays;
  const habit =
    PURCHASE_HABIT.thisMonth * customer.iap_spending_month_usd +
    PURCHASE_HABIT.lifetime * (customer.lifetime_value_usd / (customer.tenure_months + 1)) +
    PURCHASE_HABIT.anyone;
  return (
    MONTHS *
    (kept(AFTER_LEAVING.subscription) * customer.monthly_subscription_usd +
      kept(AFTER_LEAVING.purchases) * habit +
      kept(AFTER_LEAVING.ads) * customer.ad_revenue_generated_month_usd)
  );
}
