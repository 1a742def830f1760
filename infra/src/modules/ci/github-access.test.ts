import { EnvironmentError } from '../../environments/check-environments.ts';
import { checkGithubAccess, githubAccess, type GithubAccess } from './github-access.ts';

const PROD = 'repo:acme@1234/engage@5678:environment:prod';

describe('githubAccess()', () => {
  it('takes subjects apart, each once, and is nothing where no repository is named', () => {
    const main = 'repo:acme@1234/engage@5678:ref:refs/heads/main';
    expect(githubAccess({ ENGAGE_GITHUB_SUBJECTS: `${PROD}, ${main},${PROD}` })).toEqual({
      subjects: [PROD, main],
    });
    expect(githubAccess({ ENGAGE_GITHUB_SUBJECTS: '' })).toBeUndefined();
  });
});

describe('checkGithubAccess()', () => {
  it.each([
    [PROD],
    ['repo:acme/engage:environment:prod'],
    ['repo:acme@1234/engage@5678:ref:refs/heads/release/1.x'],
  ])('accepts %s', (subject) => {
    expect(() => checkGithubAccess({ subjects: [subject] })).not.toThrow();
  });

  const STRANGE = [
    'acme/engage',
    'repo:acme',
    'repo:acme/engage',
    'repo:acme/engage:*',
    'repo:acme/*:environment:prod',
    'repo:acme/engage:ref:refs/heads/*',
    'repo:acme/engage:ref:refs/heads/${branch}',
    'repo:acme/engage:environment:pro?',
    'repo:acme/engage:environment:',
    'repo:acme@1234/engage:environment:prod',
    'repo:acme@x/engage@y:environment:prod',
    'repo:acme/engage:pull_request',
    `${PROD}\nrepo:other/one`,
    `x${PROD}`,
  ];
  it.each<[string, GithubAccess, string]>([
    ...STRANGE.map((subject): [string, GithubAccess, string] => [
      JSON.stringify(subject),
      { subjects: [PROD, subject] },
      `ENGAGE_GITHUB_SUBJECTS: expected a branch or an environment of a repository, such as repo:ORG@ID/REPO@ID:environment:prod, found "${subject}"; write what the token says in sub`,
    ]),
    [
      'two repositories',
      { subjects: [PROD, 'repo:acme@1234/other@91:environment:prod'] },
      'expected subjects of one repository, found acme@1234/engage@5678 and acme@1234/other@91; leave the others out',
    ],
  ])('refuses %s in a sentence', (_what, access, message) => {
    expect(() => checkGithubAccess(access)).toThrow(EnvironmentError);
    expect(() => checkGithubAccess(access)).toThrow(message);
  });
});
