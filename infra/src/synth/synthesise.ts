import type { Contract } from '@engage/schema';
import { App } from 'cdktn';
import { checkEnvironments } from '../environments/check-environments.ts';
import type { Environment } from '../environments/environment.ts';
import { checkAlarmEmails } from '../modules/audit/alarm-emails.ts';
import { checkGithubAccess } from '../modules/ci/github-access.ts';
import { AccountStack, type AccountSettings } from '../stacks/account-stack.ts';
import { EnvironmentStack } from '../stacks/environment-stack.ts';
import { StateStack } from '../stacks/state-stack.ts';
import { stateBucketName } from '../stacks/state-bucket-name.ts';

/** Backends with a lock file of their own need it. */
const TERRAFORM = '>=1.11.0';
const NO_SETTINGS: AccountSettings = { alarmEmails: [] };

/**
 * Writes the Terraform of all stacks, with the tables of a contract, to `<outdir>/stacks/<name>/cdk.tf.json`.
 *
 * @throws EnvironmentError before anything is written
 */
export function synthesise(
  environments: readonly Environment[],
  contract: Contract,
  outdir: string,
  settings: AccountSettings = NO_SETTINGS,
): string[] {
  checkEnvironments(environments);
  checkAlarmEmails(settings.alarmEmails, environments);
  if (settings.github) checkGithubAccess(settings.github);
  const app = new App({ outdir, context: { targetVersions: { terraform: TERRAFORM } } });
  const stacks = [
    ...stateStacks(app, environments),
    ...accountStacks(app, environments, settings),
    ...environments.map((its) => new EnvironmentStack(app, its, contract)),
  ];
  app.synth();
  return stacks.map(({ node }) => node.id);
}

/** One for each account and region; the account's number tells several apart. */
function stateStacks(app: App, environments: readonly Environment[]): StateStack[] {
  const places = new Map(environments.map((environment) => [stateBucketName(environment), environment]));
  const idOf = (account: string): string => (places.size === 1 ? 'engage-state' : `engage-state-${account}`);
  return [...places.values()].map((place) => new StateStack(app, idOf(place.account), place));
}

/** One for each account, whatever the regions: trail, budget, rules and identity provider are there once. */
function accountStacks(
  app: App,
  environments: readonly Environment[],
  settings: AccountSettings,
): AccountStack[] {
  const accounts = [...Map.groupBy(environments, ({ account }) => account)];
  const idOf = (account: string): string =>
    accounts.length === 1 ? 'engage-account' : `engage-account-${account}`;
  return accounts.map(
    ([account, its]) =>
      new AccountStack(app, idOf(account), its as [Environment, ...Environment[]], settings),
  );
}
