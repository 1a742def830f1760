import { scheduleProblem } from './schedule-expression.ts';

describe('scheduleProblem()', () => {
  // Examples of the EventBridge Scheduler user guide, and forms that they leave out.
  it.each([
    'rate(1 day)',
    'rate(5 minutes)',
    'cron(0 4 * * ? *)',
    'cron(15 10 ? * 6L 2022-2026)',
    'cron(0 18 ? * MON-FRI *)',
    'cron(0 8 1 * ? *)',
    'cron(0/10 * ? * MON-FRI *)',
    'cron(0,30 8-17 L JAN,JUL ? *)',
    'cron(0 9 ? * TUE#2 *)',
    'cron(0 9 15W * ? *)',
    'cron(0 4 29 2 ? *)',
    'cron(0 4 31 FEB,MAR ? *)',
    'cron(0 4 30 2/2 ? *)',
    'cron(0 4 28-31 FEB ? *)',
    'cron(0 4 L 2 ? *)',
    'cron(0 4 ? 2 MON *)',
  ])('takes %s', (expression) => {
    expect(scheduleProblem(expression)).toBeNull();
  });

  it.each([
    ['rate(1 days)', 'expected "rate(1 day)", found "rate(1 days)"'],
    ['rate(7 day)', 'expected "rate(7 days)", found "rate(7 day)"'],
    ['rate(0 days)', 'expected a rate of 1 day or more, found "rate(0 days)"'],
    ['rate(1 week)', 'expected "cron(…)" of six fields or "rate(…)"'],
    ['0 4 * * ? *', 'expected "cron(…)" of six fields or "rate(…)"'],
    ['at(2027-01-01T00:00:00)', 'expected "cron(…)" of six fields or "rate(…)"'],
    ['cron(0 4 * * ?)', 'expected six fields'],
    ['cron(0 4 * * * *)', 'expected "?" for either the day of month or the day of week, found "*" and "*"'],
    ['cron(0 4 ? * ? *)', 'expected "?" for either the day of month or the day of week, found "?" and "?"'],
    ['cron(60 4 * * ? *)', 'expected minutes of 0 to 59, found "60"'],
    ['cron(0 24 * * ? *)', 'expected hours of 0 to 23, found "24"'],
    ['cron(0 4 0 * ? *)', 'expected day of month of 1 to 31, found "0"'],
    ['cron(0 4 32W * ? *)', 'expected day of month of 1 to 31, found "32W"'],
    ['cron(0 4 1 MON ? *)', 'expected month of 1 to 12, found "MON"'],
    ['cron(0 4 ? * 0 *)', 'expected day of week of 1 to 7, found "0"'],
    ['cron(0 4 ? * TUE#6 *)', 'expected day of week of 1 to 7, found "TUE#6"'],
    ['cron(0 17-9 * * ? *)', 'expected hours of 0 to 23, found "17-9"'],
    ['cron(0/0 4 * * ? *)', 'expected minutes of 0 to 59, found "0/0"'],
    ['cron(0 4 30 2 ? *)', 'expected a day that a month of "2" has, found "30"'],
    ['cron(0 4 31 APR,JUN ? *)', 'expected a day that a month of "APR,JUN" has, found "31"'],
    ['cron(0 4 31 9-11/2 ? *)', 'expected a day that a month of "9-11/2" has, found "31"'],
    ['cron(? 4 * * ? *)', 'expected minutes of 0 to 59, found "?"'],
    ['cron(0 4 * * ? 1969)', 'expected year of 1970 to 2199, found "1969"'],
  ])('refuses %s', (expression, problem) => {
    expect(scheduleProblem(expression)).toContain(problem);
  });
});
