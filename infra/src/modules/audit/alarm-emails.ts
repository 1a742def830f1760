import { EnvironmentError } from '../../environments/check-environments.ts';
import type { Environment } from '../../environments/environment.ts';
import { NO_ACCOUNT } from '../../environments/environments.ts';

/** Addresses that one alarm of a budget can have (API reference, CreateBudget). */
const MOST = 10;
const ADDRESS = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

/**
 * Who gets mail when an account costs more than planned.
 *
 * @param variables `ENGAGE_ALARM_EMAILS`, separated by commas, as the process has them
 */
export function alarmEmails(variables: Readonly<Record<string, string | undefined>> = {}): string[] {
  const texts = (variables['ENGAGE_ALARM_EMAILS'] ?? '').split(',').map((text) => text.trim());
  return [...new Set(texts)].filter((text) => text !== '');
}

/**
 * Looks at them before anything is written. Without any, only an account for what is protected is refused: nobody would hear of
 * what it costs.
 *
 * @throws EnvironmentError in a sentence that names the variable
 */
export function checkAlarmEmails(
  emails: readonly string[],
  environments: readonly Pick<Environment, 'name' | 'account' | 'isProtected'>[],
): void {
  const strange = emails.find((email) => !ADDRESS.test(email));
  if (strange !== undefined)
    refuse(`addresses such as ops@example.com, found "${strange}"`, 'separate them by commas');
  if (emails.length > MOST)
    refuse(`${MOST} addresses at most, found ${emails.length}`, 'name a mailing list');
  const deployed = environments.find((its) => its.isProtected && its.account !== NO_ACCOUNT);
  if (emails.length === 0 && deployed)
    refuse(
      `an address for alarms about faults and costs of ${deployed.name}, found none`,
      `set it, such as to ops@example.com, or leave ENGAGE_${deployed.name.toUpperCase()}_ACCOUNT out`,
    );
}

function refuse(expectedFound: string, remedy: string): never {
  throw new EnvironmentError(`ENGAGE_ALARM_EMAILS: expected ${expectedFound}; ${remedy}`);
}
