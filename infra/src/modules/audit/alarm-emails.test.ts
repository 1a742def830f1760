import { EnvironmentError } from '../../environments/check-environments.ts';
import { environments } from '../../environments/environments.ts';
import { alarmEmails, checkAlarmEmails } from './alarm-emails.ts';

const withProd = environments({ ENGAGE_PROD_ACCOUNT: '333333333333' });

describe('alarmEmails()', () => {
  it('takes several apart, each once, and none for none', () => {
    expect(alarmEmails({ ENGAGE_ALARM_EMAILS: 'a@example.com, b@example.com,a@example.com,' })).toEqual([
      'a@example.com',
      'b@example.com',
    ]);
    expect(alarmEmails({ ENGAGE_ALARM_EMAILS: '' })).toEqual([]);
    expect(alarmEmails()).toEqual([]);
  });
});

describe('checkAlarmEmails()', () => {
  it('accepts an address for prod, and none as long as prod has no account', () => {
    expect(() => checkAlarmEmails(['ops@example.com'], withProd)).not.toThrow();
    expect(() => checkAlarmEmails([], environments({ ENGAGE_DEV_ACCOUNT: '111111111111' }))).not.toThrow();
  });

  it.each<[string, readonly string[], string]>([
    [
      'an address without @',
      ['ops@example.com', 'ops.example.com'],
      'ENGAGE_ALARM_EMAILS: expected addresses such as ops@example.com, found "ops.example.com"; separate them by commas',
    ],
    ['two in one', ['a@example.com b@example.com'], 'found "a@example.com b@example.com"'],
    ['an address without a domain', ['ops@'], 'found "ops@"'],
    [
      'more than an alarm can have',
      Array.from({ length: 11 }, (_, i) => `ops${i}@example.com`),
      'expected 10 addresses at most, found 11; name a mailing list',
    ],
    [
      'none for prod',
      [],
      'expected an address for alarms about faults and costs of prod, found none; set it',
    ],
  ])('refuses %s in a sentence', (_what, emails, message) => {
    expect(() => checkAlarmEmails(emails, withProd)).toThrow(EnvironmentError);
    expect(() => checkAlarmEmails(emails, withProd)).toThrow(message);
  });
});
