import { nearestName } from '@engage/schema';
import { EnvironmentError } from './check-environments.ts';

/** What infrastructure reads, beside the account of each environment. */
export const OWN_VARIABLES: readonly string[] = [
  'ENGAGE_REGION',
  'ENGAGE_CONTRACT',
  'ENGAGE_RELEASE',
  'ENGAGE_ALARM_EMAILS',
  'ENGAGE_GITHUB_SUBJECTS',
  'ENGAGE_PERMISSIONS_BOUNDARY',
  'ENGAGE_PEOPLE',
];
/** What the rest of the product reads (libs/runtime, apps): none of ours, and no mistake. */
const OTHERS = [
  'ENGAGE_HOME',
  'ENGAGE_ENGINE',
  'ENGAGE_THREADS',
  'ENGAGE_MEMORY_MB',
  'ENGAGE_LOG_LEVEL',
  'ENGAGE_NATIVE',
  'ENGAGE_STAGE',
  'ENGAGE_RUN_ID',
  'ENGAGE_TABLE',
  'ENGAGE_TRUTH',
  'ENGAGE_STATE_MACHINE',
  'ENGAGE_RUN_CAP_USD',
  'ENGAGE_ON_NEW_DATA',
];

/**
 * Refuses variables that nobody reads: a misspelt one would deploy to another place than was meant.
 *
 * @param names of the environments, whose accounts are named `ENGAGE_<NAME>_ACCOUNT`
 * @throws EnvironmentError that names the variable and the one that may have been meant
 */
export function checkVariables(
  variables: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): void {
  const known = [
    ...OWN_VARIABLES,
    ...names.map((name) => `ENGAGE_${name.toUpperCase().replaceAll('-', '_')}_ACCOUNT`),
  ];
  for (const variable of Object.keys(variables).filter((its) => its.startsWith('ENGAGE_'))) {
    if (known.includes(variable) || OTHERS.includes(variable)) continue;
    const near = nearestName(variable, known);
    throw new EnvironmentError(
      `Expected variables that are known (${known.join(', ')}), found ${variable}; ${near ? `did you mean ${near}?` : 'unset it'}`,
    );
  }
}
