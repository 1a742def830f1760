import { S3Backend } from 'cdktn';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/environment.ts';
import { AccountRules } from '../modules/audit/account-rules.ts';
import { Budget, monthlyUsd } from '../modules/audit/budget.ts';
import { Trail } from '../modules/audit/trail.ts';
import { BaseStack } from './base-stack.ts';
import { stateBucketName } from './state-bucket-name.ts';

/** What is said of accounts, whichever environments lie in them. */
export interface AccountSettings {
  /** Who gets mail when an account costs more than planned. */
  readonly alarmEmails: readonly string[];
}

/** What an account has once, whatever lies in it: its trail, its budget, its rules. It is deployed after the state. */
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
      key: 'account.tfstate',
      region,
      encrypt: true,
      useLockfile: true,
    });
    const isProtected = environments.some((its) => its.isProtected);
    new Trail(this, 'trail', { account, region, isProtected });
    new AccountRules(this, 'rules', account);
    new Budget(this, 'budget', {
      account,
      limitUsd: monthlyUsd(environments),
      emails: settings.alarmEmails,
    });
  }
}
