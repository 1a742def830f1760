import { S3Backend } from 'cdktn';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/environment.ts';
import { AccountRules } from '../modules/audit/account-rules.ts';
import { Budget, monthlyUsd } from '../modules/audit/budget.ts';
import { Trail } from '../modules/audit/trail.ts';
import { OWN_BOUNDARY } from '../modules/boundary/boundary-name.ts';
import { OwnBoundary } from '../modules/boundary/own-boundary.ts';
import { Ci } from '../modules/ci/ci.ts';
import { breakGlassKeyStatements } from '../modules/people/break-glass-told.ts';
import { People } from '../modules/people/people.ts';
import { peopleOf } from '../modules/people/people-arns.ts';
import type { AccountSettings } from './account-settings.ts';
import { BaseStack } from './base-stack.ts';
import { stateBucketName } from './state-bucket-name.ts';
import { stateKey } from './state-key.ts';

const STATE_KEY = stateKey('account');

/** What an account has once, whatever lies in it: its trail, its budget, its rules, and who plans from outside. It is deployed after the state. */
export class AccountStack extends BaseStack {
  /** @param environments those of the account, one at least; the first one's region is where the trail is at home */
  constructor(
    scope: Construct,
    id: string,
    environments: readonly [Environment, ...Environment[]],
    settings: AccountSettings,
  ) {
    const { account, region } = environments[0];
    super(scope, id, { account, region, environment: 'account' });
    new S3Backend(this, {
      bucket: stateBucketName({ account, region }),
      key: STATE_KEY,
      region,
      encrypt: true,
      useLockfile: true,
    });
    const isProtected = environments.some((its) => its.isProtected);
    const people = peopleOf(account, settings.people ?? []);
    const place = { account, region };
    const trail = new Trail(this, 'trail', {
      ...place,
      isProtected,
      keyStatements: people.length === 0 ? [] : breakGlassKeyStatements(place),
    });
    if (people.length > 0)
      new People(this, 'people', {
        environments,
        people,
        keyArn: trail.keyArn,
        emails: settings.alarmEmails,
      });
    if (settings.boundary === OWN_BOUNDARY) new OwnBoundary(this, 'boundary', account);
    new AccountRules(this, 'rules', account);
    new Budget(this, 'budget', {
      account,
      limitUsd: monthlyUsd(environments),
      emails: settings.alarmEmails,
    });
    const states = environments.map((its) => ({ bucket: stateBucketName(its), key: stateKey(its.name) }));
    const own = { bucket: stateBucketName({ account, region }), key: STATE_KEY };
    if (settings.github) new Ci(this, 'ci', { ...settings.github, states: [own, ...states] });
  }
}
