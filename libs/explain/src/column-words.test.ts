import type { Column, ColumnType } from '@engage/schema';
import { columnWords } from './column-words.ts';

const column = (name: string, type: ColumnType, unit: string | null): Column => ({
  name,
  type,
  unit,
  required: true,
  unique: false,
  description: '',
  roles: ['feature'],
  exclusionReason: null,
  minimum: null,
  maximum: null,
  values: null,
  pattern: null,
  maxLength: null,
  examples: [],
  theme: null,
  actionable: true,
});

describe('columnWords()', () => {
  it.each<[string, ColumnType, string | null, string, string]>([
    ['sessions_last_7_days', 'integer', 'count/week', 'sessions', 'fewer'],
    ['posts_last_30_days', 'integer', 'count/30 days', 'posts', 'fewer'],
    ['matches_per_day', 'integer', 'count/day', 'matches', 'fewer'],
    ['stories_viewed_day', 'integer', 'count/day', 'stories viewed', 'fewer'],
    ['followers_count', 'integer', 'count', 'followers', 'fewer'],
    ['photo_count', 'integer', 'count', 'photo count', 'below'],
    ['avg_views_per_post', 'integer', 'count', 'average views per post', 'below'],
    ['feed_time_minutes_day', 'number', 'minutes/day', 'feed time', 'less'],
    ['session_duration_avg_min', 'number', 'minutes', 'average session duration', 'below'],
    ['minutes_day', 'number', 'minutes/day', 'minutes', 'fewer'],
    ['tenure_months', 'integer', 'months', 'tenure', 'less'],
    ['days_since_last_active', 'integer', 'days', 'days since last active', 'fewer'],
    ['profile_completion_pct', 'number', 'percent', 'profile completion', 'below'],
    ['monthly_subscription_usd', 'number', 'USD/month', 'subscription', 'less'],
    ['iap_spending_month_usd', 'number', 'USD/month', 'in-app spending', 'less'],
    ['MonthlyCharges', 'number', 'USD/month', 'charges', 'less'],
    ['lifetime_value_usd', 'number', 'USD', 'lifetime value', 'below'],
    ['match_satisfaction_score', 'number', 'score', 'match satisfaction score', 'below'],
    ['account_type', 'string', null, 'account type', 'is'],
    ['InternetService', 'string', null, 'internet service', 'is'],
    ['is_creator', 'boolean', null, 'is creator', 'whether'],
  ])('columnWords() of %s', (name, type, unit, noun, style) => {
    expect(columnWords(column(name, type, unit))).toMatchObject({ noun, style });
  });

  it('takes the label of a contract for the name', () => {
    const labelled = { ...column('lifetime_value_usd', 'number', 'USD'), label: 'revenue so far' };
    expect(columnWords(labelled)).toMatchObject({ noun: 'revenue so far', style: 'less' });
  });
});
