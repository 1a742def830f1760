import { InputError, InterruptedError } from '@engage/run';
import { exitCodeOf } from './exit-code.ts';

describe('exitCodeOf()', () => {
  it.each([
    [new InputError('x'), 2],
    [Object.assign(new Error('x'), { name: 'ContractError' }), 2],
    [new InterruptedError('x'), 130],
    [new Error('x'), 1],
    ['x', 1],
  ])('%s is %i', (error, code) => {
    expect(exitCodeOf(error)).toBe(code);
  });
});
