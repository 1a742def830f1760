import type { Customer } from '../customer.ts';
import { normal } from '../random/normal.ts';
import { bernoulli, beta, gamma, poisson } from '../random/samplers.ts';
import type { Stream } from '../random/stream.ts';
import { probability, rate, rounded } from './quantities.ts';
import type { Traits } from './traits.ts';

/** Codes of `premium_tier`, and their monthly prices in US dollars. */
const FREE = 0;
const GOLD = 1;
const PLATINUM = 2;
const MONTHLY_PRICE_USD = [0, 14.99, 29.99];
const GOLD_SHARE = 0.7;

/** Purchases in the app: some customers never buy, the others not every month. */
const isBuyer = probability({ mean: 0.6, loads: { commitment: 0.5, activity: 0.3 } });
const BUYS_THIS_MONTH = 0.72;
const PURCHASES = rate({ mean: 12, loads: { commitment: 0.3, activity: 0.2 }, spread: 0.35 });
const PURCHASES_SHAPE = 1.3;

/** What an ad click brings a month, weekly clicks counted; only free accounts see ads. */
const AD_USD_PER_WEEKLY_CLICK = 0.6;

/** Share of earlier months in which the customer paid what they pay now. */
const PAID_BEFORE = { mean: 0.82, precision: 6 };

/** Dollars a transaction: larger for those who spend more, since subscriptions come in one piece. */
const BASKET = { usd: 3.55, at: 153, power: 0.3, spread: 0.25 };

/** What the customer pays now and has paid since sign-up. */
export function drawRevenue(stream: Stream, customer: Customer, traits: Traits): void {
  const platform = customer.platform_primary;
  const gold = bernoulli(stream, GOLD_SHARE);
  customer.premium_tier = customer.account_type === 0 ? FREE : gold ? GOLD : PLATINUM;
  customer.monthly_subscription_usd = MONTHLY_PRICE_USD[customer.premium_tier]!;
  const buyer = bernoulli(stream, isBuyer(traits));
  const buysNow = bernoulli(stream, BUYS_THIS_MONTH);
  const usual = PURCHASES(stream, traits, platform);
  const spent = (usual * gamma(stream, PURCHASES_SHAPE)) / PURCHASES_SHAPE;
  customer.iap_spending_month_usd = buyer && buysNow ? rounded(spent, 2) : 0;
  const adUsd = customer.premium_tier === FREE ? AD_USD_PER_WEEKLY_CLICK * customer.ads_clicked_week : 0;
  customer.ad_revenue_generated_month_usd = rounded(adUsd, 2);
  customer.total_revenue_month_usd = rounded(
    customer.monthly_subscription_usd +
      customer.iap_spending_month_usd +
      customer.ad_revenue_generated_month_usd,
    2,
  );
  const monthlyBefore =
    customer.monthly_subscription_usd +
    (buyer ? BUYS_THIS_MONTH * usual : 0) +
    customer.ad_revenue_generated_month_usd;
  const before =
    customer.tenure_months * monthlyBefore * beta(stream, PAID_BEFORE.mean, PAID_BEFORE.precision);
  customer.lifetime_value_usd = rounded(customer.total_revenue_month_usd + before, 2);
  drawTransactions(stream, customer);
}

/** No transactions exactly when nothing was ever paid. */
function drawTransactions(stream: Stream, customer: Customer): void {
  const paid = customer.lifetime_value_usd;
  const basket =
    BASKET.usd * Math.pow(paid / BASKET.at, BASKET.power) * Math.exp(BASKET.spread * normal(stream));
  customer.total_transactions_alltime = paid > 0 ? Math.max(1, poisson(stream, paid / basket)) : 0;
}
