import { checkEnvironments, EnvironmentError } from './check-environments.ts';
import type { Environment } from './environment.ts';
import { environments } from './environments.ts';

const [dev, staging, prod] = environments() as [Environment, Environment, Environment];

describe('checkEnvironments()', () => {
  it('accepts ours, in another region and with accounts of their own', () => {
    expect(() => checkEnvironments(environments())).not.toThrow();
    const own = { ENGAGE_REGION: 'us-east-1', ENGAGE_DEV_ACCOUNT: '111111111111' };
    expect(() => checkEnvironments(environments(own))).not.toThrow();
  });

  it.each<[string, readonly Environment[], string]>([
    [
      'a wrong name',
      [{ ...dev, name: 'Test_1' }],
      'expected a name of 2 to 12 small letters and digits other than state, account, found "Test_1"; rename it',
    ],
    [
      'the name of another stack',
      [{ ...dev, name: 'state' }],
      'other than state, account, found "state"; rename it',
    ],
    [
      'a key that is gone too soon',
      [{ ...dev, retention: { ...dev.retention, key: 3 } }],
      'expected retention.key of 7 to 30 days, found 3; KMS knows no other',
    ],
    [
      'a short account',
      [{ ...dev, account: '123' }],
      'expected an account of 12 digits, found "123"; set ENGAGE_DEV_ACCOUNT',
    ],
    [
      'a region that is none',
      [{ ...dev, region: 'Europe' }],
      'expected a region such as eu-west-1, found "Europe"',
    ],
    [
      'a region without a service that it needs',
      [{ ...prod, region: 'af-south-1', zones: ['af-south-1a', 'af-south-1b'] }],
      'expected a region that has S3 Vectors',
    ],
    [
      'a region whose prices nobody wrote down',
      [{ ...dev, region: 'eu-west-2', zones: ['eu-west-2a'] }],
      'expected a region whose prices are known (eu-west-1, us-east-1), found eu-west-2',
    ],
    [
      'a network with room for one of two subnets',
      [{ ...prod, network: { ...prod.network, cidr: '10.22.0.0/24' } }],
      'with room for 2 subnets, found 10.22.0.0/24',
    ],
    [
      'a network smaller than a subnet',
      [{ ...dev, network: { ...dev.network, cidr: '10.20.0.0/25' } }],
      'with room for 1 subnets, found 10.20.0.0/25',
    ],
    [
      'a zone of another region',
      [{ ...dev, zones: ['us-east-1a'] }],
      'expected zones of eu-west-1, found "us-east-1a"',
    ],
    ['no zones', [{ ...dev, zones: [] }], 'expected zones of eu-west-1, found none'],
    [
      'private subnets in one zone',
      [{ ...prod, zones: ['eu-west-1a'] }],
      'expected two zones at least for private subnets, found 1',
    ],
    [
      'a network that is too small',
      [{ ...dev, network: { ...dev.network, cidr: '10.20.0.0/26' } }],
      'with room for 1 subnets, found 10.20.0.0/26',
    ],
    [
      'a network that is none',
      [{ ...dev, network: { ...dev.network, cidr: '10.20.0.0' } }],
      'expected a network such as 10.20.0.0/20, found "10.20.0.0"',
    ],
    [
      'networks that overlap',
      [dev, { ...staging, network: { ...staging.network, cidr: '10.20.8.0/21' } }],
      'Environment "staging": expected a network apart from that of dev, found 10.20.8.0/21',
    ],
    [
      'two environments with one bucket',
      [dev, { ...dev, network: { ...dev.network, cidr: '10.30.0.0/20' } }],
      'expected a bucket of its own, found "engage-dev-data-000000000000-eu-west-1" of dev',
    ],
    [
      'a period that CloudWatch does not know',
      [{ ...dev, retention: { ...dev.retention, logs: 45 } }],
      'expected logs kept for a period that CloudWatch knows',
    ],
    [
      'a burst below the rate',
      [{ ...dev, throttle: { perSecond: 10, burst: 5 } }],
      'expected a throttle of a request a second or more with a burst not below it, found 10 and 5',
    ],
    [
      'a schedule that AWS would not take',
      [{ ...dev, triggers: { ...dev.triggers, train: { at: 'cron(0 4 * * * *)', table: 'raw/t.csv' } } }],
      'Environment "dev": triggers.train: expected "?" for either the day of month or the day of week',
    ],
    [
      'a schedule to score that AWS would not take',
      [{ ...dev, triggers: { ...dev.triggers, score: { at: 'rate(1 days)', table: 'raw/t.csv' } } }],
      'Environment "dev": triggers.score: expected',
    ],
    [
      'a schedule whose table is none of the raw ones',
      [{ ...dev, triggers: { ...dev.triggers, score: { at: 'rate(1 day)', table: 'runs/t.csv' } } }],
      'Environment "dev": triggers.score: expected the key of a table below raw/, found "runs/t.csv"',
    ],
    [
      'a schedule to score what models learn from',
      [
        {
          ...dev,
          triggers: {
            onNewData: null,
            train: { at: 'rate(7 days)', table: 'raw/t.csv' },
            score: { at: 'rate(1 day)', table: 'raw/t.csv' },
          },
        },
      ],
      'another table to score than the one to train on, found raw/t.csv for both',
    ],
    [
      'no days',
      [{ ...dev, retention: { ...dev.retention, runs: 0 } }],
      'expected retention.runs of a day or more, found 0',
    ],
  ])('refuses %s in a sentence', (_what, given, message) => {
    expect(() => checkEnvironments(given)).toThrow(EnvironmentError);
    expect(() => checkEnvironments(given)).toThrow(message);
  });
});
