import { InputError } from '@engage/run';
import { RunLockedError } from './run-lock.ts';
import { withoutContract } from './without-contract.ts';

describe('withoutContract()', () => {
  it('adds to bad input which contract was used, and how to name another', () => {
    const told = withoutContract(new InputError('Expected the outcomes at x, found nothing'));
    expect(told).toBeInstanceOf(InputError);
    expect(String(told)).toMatch(
      /Expected the outcomes at x, found nothing; no --contract was given, .*--contract FILE/,
    );
  });

  it.each([new RunLockedError('Expected nobody at work'), new Error('Out of trees'), 'text'])(
    'leaves %s alone',
    (error) => {
      expect(withoutContract(error)).toBe(error);
    },
  );
});
