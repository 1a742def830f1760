import { unitOf } from './unit.ts';

describe('unitOf()', () => {
  it.each([
    ['count/week', 'count', '', 'a week'],
    ['count/30 days', 'count', '', 'in 30 days'],
    ['count/hour', 'count', '', 'an hour'],
    ['minutes/day', 'amount', 'minutes', 'a day'],
    ['USD/month', 'money', '$', 'a month'],
    ['CHF', 'money', 'CHF', ''],
    ['percent', 'percent', '', ''],
    ['score', 'plain', '', ''],
    ['messages', 'amount', 'messages', ''],
    [null, 'plain', '', ''],
  ])('unitOf() reads %s', (text, kind, measure, period) => {
    expect(unitOf(text)).toMatchObject({ kind, measure, period });
  });
});
