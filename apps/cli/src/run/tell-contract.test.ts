import { InputError } from '@engage/run';
import { RunLockedError } from './run-lock.ts';
import { tellBuiltInContract, tellContractOfModels } from './tell-contract.ts';

describe('tellBuiltInContract()', () => {
  it('adds to bad input which contract was used, and how to name another', () => {
    const told = tellBuiltInContract(new InputError('Expected the outcomes at x, found nothing'));
    expect(told).toBeInstanceOf(InputError);
    expect(String(told)).toMatch(
      /Expected the outcomes at x, found nothing; no --contract was given, .*--contract FILE/,
    );
  });

  it.each([new RunLockedError('Expected nobody at work'), new Error('Out of trees'), 'text'])(
    'leaves %s alone',
    (error) => {
      expect(tellBuiltInContract(error)).toBe(error);
    },
  );
});

describe('tellContractOfModels()', () => {
  it('adds to bad input that speaks of the contract whose it is', () => {
    const told = tellContractOfModels(new InputError('Expected a header; correct it, or the contract'), 'aa');
    expect(told).toBeInstanceOf(InputError);
    expect(String(told)).toMatch(/or the contract; the contract is that of run aa, .*"npx engage run"/);
  });

  it.each([new InputError('Expected a table, found none'), new Error('a broken contract'), 'text'])(
    'leaves %s alone',
    (error) => {
      expect(tellContractOfModels(error, 'aa')).toBe(error);
    },
  );
});
