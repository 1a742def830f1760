import { EnvironmentError } from '../../environments/check-environments.ts';
import type { Environment } from '../../environments/environment.ts';
import { NO_ACCOUNT } from '../../environments/environments.ts';

/** A user or a role of IAM, with its path where it has one. */
const PERSON = /^arn:aws:iam::(\d{12}):(user|role)\/[\w+=,.@/-]+$/;

/**
 * Who may take the roles of people: users or roles of IAM, of the accounts themselves.
 *
 * @param variables `ENGAGE_PEOPLE`, ARNs separated by commas, as the process has them
 */
export function peopleArns(variables: Readonly<Record<string, string | undefined>> = {}): string[] {
  const texts = (variables['ENGAGE_PEOPLE'] ?? '').split(',').map((text) => text.trim());
  return [...new Set(texts)].filter((text) => text !== '');
}

/** Those of one account: nobody comes in from another. */
export function peopleOf(account: string, people: readonly string[]): string[] {
  return people.filter((arn) => PERSON.exec(arn)?.[1] === account);
}

/**
 * Looks at them before anything is written. An account that is deployed to needs somebody who hears of break-glass.
 *
 * @throws EnvironmentError in a sentence that names the variable
 */
export function checkPeople(
  people: readonly string[],
  environments: readonly Pick<Environment, 'account'>[],
  alarmEmails: readonly string[],
): void {
  const accounts = [...new Set(environments.map(({ account }) => account))];
  for (const arn of people) {
    const account = PERSON.exec(arn)?.[1];
    if (account === undefined)
      refuse(
        `ARNs of users or roles such as arn:aws:iam::111111111111:user/ann, found "${arn}"`,
        'separate them by commas',
      );
    if (!accounts.includes(account))
      refuse(`people of ${accounts.join(' or ')}, found "${arn}"`, 'name a user of the account itself');
    if (account !== NO_ACCOUNT && alarmEmails.length === 0)
      refuse(
        `somebody who hears when the break-glass role of ${account} is used, found nobody`,
        'set ENGAGE_ALARM_EMAILS, such as to ops@example.com',
      );
  }
}

function refuse(expectedFound: string, remedy: string): never {
  throw new EnvironmentError(`ENGAGE_PEOPLE: expected ${expectedFound}; ${remedy}`);
}
