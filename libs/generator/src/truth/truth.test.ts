import fc from 'fast-check';
import { Customer, type ColumnName } from '../customer.ts';
import { Stream } from '../random/stream.ts';
import { trueChurnProbability } from './churn-probability.ts';
import { expectedEngagement } from './expected-engagement.ts';
import { expectedRevenue } from './expected-revenue.ts';
import { incumbentScore } from './incumbent-score.ts';

/** Columns `models` of features.csv: what each model may see. */
const ENGAGEMENT: readonly ColumnName[] = [
  'feed_time_minutes_day',
  'sessions_last_7_days',
  'session_duration_avg_min',
  'app_opens_day',
  'stories_viewed_day',
  'reels_watched_day',
  'video_watch_hours_week',
  'posts_last_30_days',
  'likes_given_day',
  'comments_posted_week',
  'messages_sent_day',
  'match_satisfaction_score',
  'profile_completion_pct',
  'followers_count',
];
const NO_FEATURES: readonly ColumnName[] = [
  'customer_id',
  'age',
  'gender',
  'location',
  'engagement_score',
  'churn_probability',
  'churn_30_day',
  'observed_at',
];
const ALL = Object.keys(new Customer()) as ColumnName[];
const CHURN = ALL.filter((name) => !NO_FEATURES.includes(name));

const anyCustomer = fc.record(
  Object.fromEntries(ALL.map((name) => [name, fc.integer({ min: 0, max: 5 })])) as Record<
    ColumnName,
    fc.Arbitrary<number>
  >,
);

describe.each([
  ['expectedEngagement()', expectedEngagement, ENGAGEMENT, 14],
  ['trueChurnProbability()', trueChurnProbability, CHURN, 11],
  ['expectedRevenue()', expectedRevenue, CHURN, 14],
] as const)('%s', (_name, truth, features, used) => {
  it('depends on columns that its model sees, and on no other', () => {
    const base = Object.assign(new Customer(), Object.fromEntries(ALL.map((name) => [name, 1])));
    const matters = ALL.filter((name) => truth({ ...base, [name]: 3 }) !== truth(base));
    expect(matters.filter((name) => !features.includes(name))).toEqual([]);
    expect(matters.length).toBe(used);
  });

  it('is finite and in range', () => {
    fc.assert(
      fc.property(anyCustomer, (customer) => {
        const value = truth(customer);
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(truth === expectedRevenue ? 1_000 : 1);
      }),
    );
  });
});

describe('incumbentScore()', () => {
  it('rises with the days away and falls with sessions and tenure', () => {
    const meanScore = (days: number, sessions: number, tenure: number) => {
      const stream = new Stream(1, 1);
      const features = {
        days_since_last_active: days,
        sessions_last_7_days: sessions,
        tenure_months: tenure,
      };
      return (
        Array.from({ length: 2_000 }, () => incumbentScore(stream, features)).reduce((a, b) => a + b) / 2_000
      );
    };
    const usual = meanScore(1, 30, 10);
    expect(meanScore(5, 30, 10)).toBeGreaterThan(usual);
    expect(meanScore(1, 60, 10)).toBeLessThan(usual);
    expect(meanScore(1, 30, 40)).toBeLessThan(usual);
  });
});
