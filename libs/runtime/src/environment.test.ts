import { InputError } from '@engage/run';
import { environmentOf } from './environment.ts';

describe('environmentOf()', () => {
  it('has defaults, and takes an empty variable for an unset one', () => {
    const expected = { ENGAGE_HOME: 'data', ENGAGE_ENGINE: 'trees', ENGAGE_LOG_LEVEL: 'info' };
    expect(environmentOf({})).toEqual(expected);
    expect(environmentOf({ ENGAGE_HOME: '', ENGAGE_THREADS: '', PATH: '/bin' })).toEqual(expected);
  });

  it('reads numbers', () => {
    expect(environmentOf({ ENGAGE_THREADS: '3' }).ENGAGE_THREADS).toBe(3);
  });

  it.each([
    ['ENGAGE_THREADS', 'two'],
    ['ENGAGE_THREADS', '0'],
    ['ENGAGE_MEMORY_MB', '12'],
    ['ENGAGE_LOG_LEVEL', 'loud'],
  ])('names %s when it is "%s"', (name, value) => {
    const read = () => environmentOf({ [name]: value });
    expect(read).toThrow(InputError);
    expect(read).toThrow(new RegExp(`${name} .*found "${value}"; correct or unset it`));
  });
});
