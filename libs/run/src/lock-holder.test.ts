import { hostname } from 'node:os';
import { isAbandoned, parseLockHolder, thisProcess } from './lock-holder.ts';

/** A number that no process has: above the largest that Linux gives. */
const NO_PROCESS = 2 ** 22 + 1;

describe('isAbandoned()', () => {
  const holder = (change: object) => ({ ...thisProcess(), ...change });

  it.each([
    ['this process', {}, false],
    ['a process of an unknown start', { processStart: null }, false],
    ['a process that is gone', { pid: NO_PROCESS }, true],
    ['an earlier process of the same number', { processStart: '1' }, true],
    ['a group of processes', { pid: 0 }, true],
    [
      'a process elsewhere, of which nothing can be known',
      { host: `not-${hostname()}`, pid: NO_PROCESS },
      false,
    ],
  ])('%s: %j is %s', (_, change, expected) => {
    expect(isAbandoned(holder(change))).toBe(expected);
  });
});

describe('parseLockHolder()', () => {
  it('reads what was written, and older locks that tell less', () => {
    expect(parseLockHolder(JSON.stringify(thisProcess()))).toMatchObject({ pid: process.pid });
    expect(parseLockHolder('{"pid": 1, "host": "a"}')).toEqual({
      pid: 1,
      host: 'a',
      startedAt: '',
      processStart: null,
    });
  });

  it.each(['', '{"pid": 12', '{}', 'null'])('takes %j for no lock', (text) => {
    expect(parseLockHolder(text)).toBeNull();
  });
});
