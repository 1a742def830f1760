import { EnvironmentError } from '../../environments/check-environments.ts';
import { environments } from '../../environments/environments.ts';
import { checkPeople, peopleArns, peopleOf } from './people-arns.ts';

const ANN = 'arn:aws:iam::111111111111:user/ann';
const BOB = 'arn:aws:iam::222222222222:role/team/bob';
const its = environments({ ENGAGE_DEV_ACCOUNT: '111111111111', ENGAGE_STAGING_ACCOUNT: '222222222222' });

describe('peopleArns()', () => {
  it('takes several apart, each once, and none for none', () => {
    expect(peopleArns({ ENGAGE_PEOPLE: `${ANN}, ${BOB},${ANN},` })).toEqual([ANN, BOB]);
    expect(peopleArns({ ENGAGE_PEOPLE: '' })).toEqual([]);
    expect(peopleArns()).toEqual([]);
  });
});

describe('peopleOf()', () => {
  it('lets nobody into another account', () => {
    expect(peopleOf('222222222222', [ANN, BOB])).toEqual([BOB]);
  });
});

describe('checkPeople()', () => {
  it('accepts users and roles of the accounts, and nobody', () => {
    expect(() => checkPeople([ANN, BOB], its, ['ops@example.com'])).not.toThrow();
    expect(() => checkPeople([], its, [])).not.toThrow();
  });

  it.each<[string, string, readonly string[], string]>([
    ['a name', 'ann', ['ops@example.com'], 'ENGAGE_PEOPLE: expected ARNs of users or roles'],
    ['everybody of an account', 'arn:aws:iam::111111111111:root', ['ops@example.com'], ':root"; separate'],
    ['a wildcard', 'arn:aws:iam::111111111111:user/*', ['ops@example.com'], 'user/*"; separate'],
    [
      'an outsider',
      'arn:aws:iam::444444444444:user/eve',
      ['ops@example.com'],
      'found "arn:aws:iam::444444444444',
    ],
    ['break-glass that nobody hears of', ANN, [], 'set ENGAGE_ALARM_EMAILS'],
  ])('refuses %s in a sentence', (_what, arn, emails, message) => {
    expect(() => checkPeople([arn], its, emails)).toThrow(EnvironmentError);
    expect(() => checkPeople([arn], its, emails)).toThrow(message);
  });
});
