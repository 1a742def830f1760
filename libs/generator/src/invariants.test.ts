import { COLUMNS } from './columns.ts';
import { Customer, type ColumnName } from './customer.ts';
import { drawCustomer } from './draw/draw-customer.ts';
import { checkInvariants } from './invariants.ts';
import { Stream } from './random/stream.ts';

/** One active, paying customer as a table of one row, with some values changed. */
function tableWith(changes: Partial<Record<ColumnName, number>>): Record<ColumnName, number[]> {
  const stream = new Stream(7, 1);
  const customer = new Customer();
  const traits = { activity: 0, sociability: 0, quality: 0, commitment: 0 };
  for (let id = 1; customer.matches_per_day === 0 || customer.premium_tier === 0; id++) {
    stream.restart(id);
    drawCustomer(stream, customer, traits, null);
  }
  Object.assign(customer, { customer_id: 1, ...changes });
  return Object.fromEntries(COLUMNS.map(({ name }) => [name, [customer[name]]])) as Record<
    ColumnName,
    number[]
  >;
}

const broken = (changes: Partial<Record<ColumnName, number>>) =>
  checkInvariants(tableWith(changes)).map(({ name }) => name);

describe('checkInvariants()', () => {
  it('finds nothing in a generated row', () => {
    expect(broken({})).toEqual([]);
  });

  it.each<[Partial<Record<ColumnName, number>>, string]>([
    [{ feed_time_minutes_day: 1_400 }, 'Feed and video fit into the time of all sessions'],
    [{ days_since_last_active: 7 }, 'Active within the last 7 days exactly when there were sessions'],
    [{ sessions_last_7_days: 0 }, 'Daily counts are 0 where there were no sessions'],
    [{ dates_completed_month: 31 }, 'No more dates took place than were arranged'],
    [{ matches_per_day: 999 }, 'No more matches than right swipes'],
    [{ account_type: 0 }, 'Tier and account type agree'],
    [{ monthly_subscription_usd: 15 }, 'Tier and price agree'],
    [{ total_transactions_alltime: 0 }, 'No transactions exactly when nothing was paid'],
    [{ lifetime_value_usd: 0.01 }, 'The lifetime value holds the last month'],
    [{ follower_following_ratio: NaN }, 'The ratio is followers over following'],
    [{ posts_last_30_days: 60, is_creator: 0 }, 'Creators post more than five times'],
    [{ swipe_right_rate_pct: 50.1234 }, 'The right-swipe rate is right swipes over all'],
    [{ match_rate_pct: 99.9 }, 'The match rate is matches over right swipes'],
    [{ ad_revenue_generated_month_usd: 0.6 }, 'Free accounts bring 0.60 USD a click'],
    [{ total_revenue_month_usd: 1_000 }, 'The revenue is subscription, purchases and ads'],
    [{ avg_transaction_value_usd: 0 }, 'A transaction is lifetime value over transactions'],
    [
      { profile_quality_score: 0 },
      'Quality is 0.4 completion + 0.4 appeal + 2 photos, with an appeal of 0 to 100',
    ],
    [
      { stories_viewed_day: 0, story_completion_rate_pct: 50 },
      'story_completion_rate_pct is null exactly when stories_viewed_day is 0',
    ],
    [{ age: 17 }, 'age keeps its type and range'],
    [{ age: 30.5 }, 'age keeps its type and range'],
    [{ engagement_rate_pct: NaN }, 'engagement_rate_pct keeps its type and range'],
    [{ iap_spending_month_usd: Infinity }, 'iap_spending_month_usd keeps its type and range'],
    [{ gender: 3 }, 'gender keeps its type and range'],
  ])('finds %j', (changes, name) => {
    expect(broken(changes)).toContain(name);
  });
});
