import { EnvironmentError } from '../../environments/check-environments.ts';

/** Who of GitHub may look at an account, and what bounds them. */
export interface GithubAccess {
  /**
   * What tokens say in `sub`, word for word: branches and environments of one repository. Repositories made since July 2026
   * have ids in it, which outlive a name that somebody else takes.
   *
   * @example ['repo:acme@1234/engage@5678:environment:prod']
   */
  readonly subjects: readonly string[];
  /** Name of a policy of the account that bounds the role, whatever else is attached to it. */
  readonly boundary?: string;
}

const NAME = String.raw`[A-Za-z0-9._-]+`;
const WITH_ID = String.raw`${NAME}@\d+`;
/** No character that IAM reads as a pattern or a variable. */
const SUBJECT = new RegExp(
  String.raw`^repo:(${NAME}/${NAME}|${WITH_ID}/${WITH_ID}):(ref:refs/heads/[\w./@+#-]+|environment:[\w.%+ -]+)$`,
);
const POLICY_NAME = /^[\w+=,.@-]{1,128}$/;

/**
 * @param variables `ENGAGE_GITHUB_SUBJECTS`, separated by commas, and `ENGAGE_PERMISSIONS_BOUNDARY`, as the process has them
 * @returns nothing where no repository is named
 */
export function githubAccess(
  variables: Readonly<Record<string, string | undefined>> = {},
): GithubAccess | undefined {
  const texts = (variables['ENGAGE_GITHUB_SUBJECTS'] ?? '').split(',').map((text) => text.trim());
  const subjects = [...new Set(texts)].filter((text) => text !== '');
  const boundary = variables['ENGAGE_PERMISSIONS_BOUNDARY'] ?? '';
  if (subjects.length === 0) return undefined;
  return boundary === '' ? { subjects } : { subjects, boundary };
}

/**
 * Looks at it before anything is written.
 *
 * @throws EnvironmentError in a sentence that names the variable
 */
export function checkGithubAccess({ subjects, boundary }: GithubAccess): void {
  const strange = subjects.find((subject) => !SUBJECT.test(subject));
  if (strange !== undefined)
    refuse(
      'ENGAGE_GITHUB_SUBJECTS',
      `a branch or an environment of a repository, such as repo:ORG@ID/REPO@ID:environment:prod, found "${strange}"`,
      'write what the token says in sub, without wildcards',
    );
  const repositories = [...new Set(subjects.map(repositoryOf))];
  if (repositories.length > 1)
    refuse(
      'ENGAGE_GITHUB_SUBJECTS',
      `subjects of one repository, found ${repositories.join(' and ')}`,
      'leave the others out',
    );
  if (boundary !== undefined && !POLICY_NAME.test(boundary))
    refuse(
      'ENGAGE_PERMISSIONS_BOUNDARY',
      `the name of a policy of the account, found "${boundary}"`,
      'leave out what comes before it in its ARN',
    );
}

const repositoryOf = (subject: string): string => subject.split(':', 2)[1]!;

function refuse(variable: string, expectedFound: string, remedy: string): never {
  throw new EnvironmentError(`${variable}: expected ${expectedFound}; ${remedy}`);
}
