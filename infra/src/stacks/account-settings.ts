import { alarmEmails } from '../modules/audit/alarm-emails.ts';
import { boundaryName } from '../modules/boundary/boundary-name.ts';
import { githubAccess, type GithubAccess } from '../modules/ci/github-access.ts';
import { peopleArns } from '../modules/people/people-arns.ts';

/** What is said of accounts, whichever environments lie in them. */
export interface AccountSettings {
  /** Who gets mail when an account costs more than planned. */
  readonly alarmEmails: readonly string[];
  /** Which workflows may plan; none where nothing is given. */
  readonly github?: GithubAccess | undefined;
  /** Name of the policy that bounds every role; `engage-boundary` is made by the account's stack. */
  readonly boundary?: string | undefined;
  /** ARNs of who may take the roles of people, each in its own account; no roles where nobody is named. */
  readonly people?: readonly string[] | undefined;
}

/**
 * @param variables as the process has them; `infra/README.md` says what each is for
 * @throws EnvironmentError for what is no name of a policy
 */
export function accountSettings(variables: Readonly<Record<string, string | undefined>>): AccountSettings {
  return {
    alarmEmails: alarmEmails(variables),
    github: githubAccess(variables),
    boundary: boundaryName(variables),
    people: peopleArns(variables),
  };
}
