import type { Contract } from '@engage/schema';
import { App, Aspects } from 'cdktn';
import { checkEnvironments } from '../environments/check-environments.ts';
import type { Environment } from '../environments/environment.ts';
import { NO_ACCOUNT } from '../environments/environments.ts';
import { checkAlarmEmails } from '../modules/audit/alarm-emails.ts';
import { checkGithubAccess } from '../modules/ci/github-access.ts';
import { BoundedRoles } from '../modules/boundary/bounded-roles.ts';
import { checkPeople } from '../modules/people/people-arns.ts';
import type { AccountSettings } from '../stacks/account-settings.ts';
import { AccountStack } from '../stacks/account-stack.ts';
import { EnvironmentStack } from '../stacks/environment-stack.ts';
import { StateStack } from '../stacks/state-stack.ts';
import { checkReferences, readStack } from './check-stacks.ts';
import { stateBucketName } from '../stacks/state-bucket-name.ts';

/** Backends with a lock file of their own need it. */
const TERRAFORM = '>=1.11.0';
const NO_SETTINGS: AccountSettings = { alarmEmails: [] };

/**
 * Writes the Terraform of all stacks, with the tables of a contract, to `<outdir>/stacks/<name>/cdk.tf.json`.
 *
 * @throws EnvironmentError before anything is written, or for a reference that leads nowhere
 */
export function synthesise(
  environments: readonly Environment[],
  contract: Contract,
  outdir: string,
  settings: AccountSettings = NO_SETTINGS,
): string[] {
  checkEnvironments(environments);
  checkAlarmEmails(settings.alarmEmails, environments);
  checkPeople(settings.people ?? [], environments, settings.alarmEmails);
  if (settings.github) checkGithubAccess(settings.github);
  const app = new App({ outdir, context: { targetVersions: { terraform: TERRAFORM } } });
  const named = ofNamedAccounts(environments);
  const stacks = [
    ...stateStacks(app, named),
    ...accountStacks(app, named, settings),
    ...environments.map((its) => new EnvironmentStack(app, its, contract, settings.alarmEmails)),
  ];
  if (settings.boundary !== undefined)
    for (const stack of stacks) Aspects.of(stack).add(new BoundedRoles(settings.boundary));
  app.synth();
  const names = stacks.map(({ node }) => node.id);
  for (const name of names) checkReferences(name, readStack(outdir, name));
  return names;
}

/** State and account are made once a named account; an account that nobody named has none, unless no account is named. */
function ofNamedAccounts(environments: readonly Environment[]): readonly Environment[] {
  const named = environments.filter(({ account }) => account !== NO_ACCOUNT);
  return named.length > 0 ? named : environments;
}

/** One for each account and region; where there are several, the account tells them apart, and within it the region. */
function stateStacks(app: App, environments: readonly Environment[]): StateStack[] {
  const places = [...new Map(environments.map((its) => [stateBucketName(its), its])).values()];
  const idOf = ({ account, region }: Environment): string => {
    if (places.length === 1) return 'engage-state';
    const isAlone = places.filter((its) => its.account === account).length === 1;
    return isAlone ? `engage-state-${account}` : `engage-state-${account}-${region}`;
  };
  return places.map((place) => new StateStack(app, idOf(place), place));
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
