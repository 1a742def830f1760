import { EnvironmentError } from '../../environments/check-environments.ts';

/** Who of GitHub may look at an account. */
export interface GithubAccess {
  /**
   * What tokens say in `sub`, word for word: branches and environments of one repository. Repositories made since July 2026
   * have ids in it, which outlive a name that somebody else takes.
   *
   * @example ['repo:acme@1234/engage@5678:environment:prod']
   */
  readonly subjects: readonly string[];
}

const NAME = String.raw`[A-Za-z0-9._-]+`;
const WITH_ID = String.raw`${NAME}@\d+`;
/** No character that IAM reads as a pattern or a variable. */
const SUBJECT = new RegExp(
  String.raw`^repo:(${NAME}/${NAME}|${WITH_ID}/${WITH_ID}):(ref:refs/heads/[\w./@+#-]+|environment:[\w.%+ -]+)$`,
);

/**
 * @param variables `ENGAGE_GITHUB_SUBJECTS`, separated by commas, as the process has them
 * @returns nothing where no repository is named
 */
export function githubAccess(
  variables: Readonly<Record<string, string | undefined>> = {},
): GithubAccess | undefined {
  const texts = (variables['ENGAGE_GITHUB_SUBJECTS'] ?? '').split(',').map((text) => text.trim());
  const subjects = [...new Set(texts)].filter((text) => text !== '');
  return subjects.length === 0 ? undefined : { subjects };
}

/**
 * Looks at it before anything is written.
 *
 * @throws EnvironmentError in a sentence that names the variable
 */
export function checkGithubAccess({ subjects }: GithubAccess): void {
  const strange = subjects.find((subject) => !SUBJECT.test(subject));
  if (strange !== undefined)
    refuse(
      `a branch or an environment of a repository, such as repo:ORG@ID/REPO@ID:environment:prod, found "${strange}"`,
      'write what the token says in sub, without wildcards',
    );
  const repositories = [...new Set(subjects.map(repositoryOf))];
  if (repositories.length > 1)
    refuse(`subjects of one repository, found ${repositories.join(' and ')}`, 'leave the others out');
}

const repositoryOf = (subject: string): string => subject.split(':', 2)[1]!;

function refuse(expectedFound: string, remedy: string): never {
  throw new EnvironmentError(`ENGAGE_GITHUB_SUBJECTS: expected ${expectedFound}; ${remedy}`);
}
