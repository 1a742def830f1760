import type { Environment } from './environment.ts';

/** Account of each environment where none is given: no real one, so that nothing is deployed by mistake. */
export const NO_ACCOUNT = '000000000000';

/**
 * The environments. What they differ in, and why:
 *
 * | | dev | staging | prod | why |
 * |---|---|---|---|---|
 * | placement | public | private | private | idle dev costs next to nothing; staging is where prod's network is tried |
 * | zones | 1 | 2 | 2 | a dev run may wait for its zone |
 * | cap of a run | $0.10 | $0.50 | $1 | 100,000 customers are estimated at $0.02; a table that is too large by mistake stops early |
 * | runs kept | 14 days | 30 | 400 | a year can be compared with the one before |
 * | new data start a run | no | to train | to score | a developer starts his own; staging tries all of a release |
 * | trains | by hand | on new data | on Sundays | models are of use for weeks; what they learn from lies apart from who is to be scored |
 * | scores | by hand | no | new data, daily | what is scored already is recognised and not started again: this makes up for a lost event, and brings new models or a new release to customers who stay |
 * | executions kept for the API | none | 20 | 20 | a new account has ten in all, none of which can be kept |
 * | key can be had back | 7 days | 30 | 30 | dev is made and destroyed often |
 * | alarms | runs | all | all | $0.10 each a month, and an idle dev is to cost next to nothing |
 * | knowledge base | no | yes | yes | models have to be granted to an account first; a developer has no questions to his own data |
 * | protected | no | no | yes | only prod holds what cannot be made again |
 *
 * @param variables `ENGAGE_<NAME>_ACCOUNT` and `ENGAGE_REGION`, as the process has them
 */
export function environments(variables: Readonly<Record<string, string | undefined>> = {}): Environment[] {
  const region = variables['ENGAGE_REGION'] ?? 'eu-west-1';
  const accountOf = (name: string): string => variables[`ENGAGE_${name.toUpperCase()}_ACCOUNT`] ?? NO_ACCOUNT;
  return [
    {
      name: 'dev',
      account: accountOf('dev'),
      region,
      zones: [`${region}a`],
      network: { cidr: '10.20.0.0/20', placement: 'public' },
      retention: { runs: 14, oldVersions: 7, logs: 14, key: 7 },
      throttle: { perSecond: 10, burst: 20 },
      reservedConcurrency: null,
      money: { runCapUsd: 0.1, runsPerMonth: 60 },
      triggers: { onNewData: null, train: null, score: null },
      alarms: 'runs',
      hasKnowledge: false,
      isProtected: false,
    },
    {
      name: 'staging',
      account: accountOf('staging'),
      region,
      zones: [`${region}a`, `${region}b`],
      network: { cidr: '10.21.0.0/20', placement: 'private' },
      retention: { runs: 30, oldVersions: 30, logs: 90, key: 30 },
      throttle: { perSecond: 100, burst: 200 },
      reservedConcurrency: 20,
      money: { runCapUsd: 0.5, runsPerMonth: 30 },
      triggers: { onNewData: 'train', train: null, score: null },
      alarms: 'all',
      hasKnowledge: true,
      isProtected: false,
    },
    {
      name: 'prod',
      account: accountOf('prod'),
      region,
      zones: [`${region}a`, `${region}b`],
      network: { cidr: '10.22.0.0/20', placement: 'private' },
      retention: { runs: 400, oldVersions: 90, logs: 365, key: 30 },
      throttle: { perSecond: 500, burst: 1000 },
      reservedConcurrency: 20,
      money: { runCapUsd: 1, runsPerMonth: 36 },
      // New customers are scored at once, and again by the models that each Sunday brings of those whose outcomes are known.
      triggers: {
        onNewData: 'score',
        train: { at: 'cron(0 4 ? * SUN *)', table: 'raw/training/customers.parquet' },
        score: { at: 'cron(0 6 * * ? *)', table: 'raw/customers.parquet' },
      },
      alarms: 'all',
      hasKnowledge: true,
      isProtected: true,
    },
  ];
}
