import { environmentNeeds, localResources, peakOf, stateMachine } from '@engage/pipeline';
import { InputError, PORT_CALLS, type AccountQuotas } from '@engage/run';
import type { Variables } from '@engage/runtime';
import { accountProblem } from './account-error.ts';
import type { Finding } from './finding.ts';
import { containerFinding, functionFinding, modelFinding } from './quota-rules.ts';

/**
 * Compares what an environment asks of its account with what AWS allows that one. Nothing is changed.
 *
 * @param quotasIn opens the account whose credentials the process has, in a region
 * @throws InputError where no answer would be of use: an unknown environment, no credentials, another account, no network
 */
export async function examineAccount(
  env: string,
  variables: Variables,
  quotasIn: (region: string) => Promise<AccountQuotas>,
): Promise<Finding[]> {
  const needs = environmentNeeds[env];
  if (needs === undefined)
    throw new InputError(
      `Expected --env to be one of ${Object.keys(environmentNeeds).join(', ')}, found "${env}"`,
    );
  const region = variables['ENGAGE_REGION'] || needs.region;
  const account = accountOf(env, variables);
  const quotas = await quotasIn(region);
  const peak = peakOf(stateMachine(localResources()));
  const findings: Finding[] = [];
  const ask = async (
    name: string,
    calls: readonly string[],
    question: () => Promise<Finding>,
  ): Promise<void> => {
    try {
      findings.push(await question());
    } catch (error) {
      if (error instanceof InputError) throw error;
      const { concerns, found, advice } = accountProblem(error, calls, region);
      // Where AWS has answered before, a service may still be none of the region's.
      if (concerns === 'all' && findings.length === 0)
        throw new InputError(`Expected to read the quotas of ${account}, found ${found}; ${advice}`);
      findings.push({ name, isFine: false, found, advice });
    }
  };
  // First, as its answer says whose it is.
  await ask('Fargate', PORT_CALLS.quotas.containers, async () => {
    const limit = await quotas.containers();
    if (limit.account !== undefined && limit.account !== account)
      throw new InputError(
        `Expected credentials of account ${account} for ${env}, found those of ${limit.account}; change AWS_PROFILE or ${variableOf(env)}`,
      );
    return containerFinding(limit, peak, region);
  });
  await ask('Lambda', PORT_CALLS.quotas.functions, async () =>
    functionFinding(await quotas.functions(), needs, peak, region),
  );
  for (const model of needs.models)
    await ask('Bedrock', PORT_CALLS.quotas.obstacles, async () =>
      modelFinding(model, await quotas.obstacles(model), region),
    );
  return findings;
}

const variableOf = (env: string): string => `ENGAGE_${env.toUpperCase()}_ACCOUNT`;

function accountOf(env: string, variables: Variables): string {
  const account = variables[variableOf(env)] ?? '';
  if (/^\d{12}$/.test(account)) return account;
  throw new InputError(
    `Expected ${variableOf(env)} to be an account of 12 digits, found ${account === '' ? 'nothing' : `"${account}"`}; set it as for the deployment`,
  );
}
