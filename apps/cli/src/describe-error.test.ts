import { InputError, InterruptedError } from '@engage/run';
import { describeError } from './describe-error.ts';

const quiet = { env: {}, signal: new AbortController().signal };
const debug = { ...quiet, env: { ENGAGE_LOG_LEVEL: 'debug' } };
const system = (code: string) => Object.assign(new Error(`${code}: write`), { code });

describe('describeError()', () => {
  it('tells a person what to correct, and nothing else', () => {
    const error = new InputError('Expected a table, found none');
    expect(describeError(error, quiet)).toEqual({ text: 'Expected a table, found none\n', exitCode: 2 });
  });

  it.each([
    ['ENOSPC', 1, /free some space and start again, the run resumes/],
    ['EACCES', 2, /choose another folder with --home/],
    ['EROFS', 2, /--home/],
  ])('turns %s into advice, also when it is a cause', (code, exitCode, advice) => {
    for (const error of [system(code), new Error('Prepare failed', { cause: system(code) })]) {
      const told = describeError(error, quiet);
      expect([told.exitCode, told.text]).toEqual([exitCode, expect.stringMatching(advice)]);
    }
  });

  it('owns its failures, and shows where with ENGAGE_LOG_LEVEL=debug', () => {
    const error = new Error('Train failed', { cause: new RangeError('Out of trees') });
    expect(describeError(error, quiet)).toEqual({
      text: 'Train failed\nThis is a failure of Engage; ENGAGE_LOG_LEVEL=debug shows where\n',
      exitCode: 1,
    });
    expect(describeError(error, debug).text).toMatch(/ {4}at .*Caused by: RangeError: Out of trees/s);
  });

  it('ends with 130 when the person stopped it, whatever broke by that', () => {
    const stopped = AbortSignal.abort();
    expect(describeError(new InterruptedError('run x is kept'), quiet)).toEqual({
      text: 'Stopped: run x is kept\n',
      exitCode: 130,
    });
    expect(describeError(new Error('Broken pipe'), { ...quiet, signal: stopped }).exitCode).toBe(130);
  });
});
