import { stepsOf } from './steps-of.ts';

const GUIDE = ['```diff', '--- a/x', '```', '```sh', 'one', 'two', '```', '```text', 'out', '```'].join('\n');

describe('stepsOf()', () => {
  it('takes edits, commands and what the last command prints, in order', () => {
    expect(stepsOf('guide.md', GUIDE)).toEqual([
      { kind: 'edit', line: 1, diff: '--- a/x\n' },
      { kind: 'command', line: 4, command: 'one', printed: [] },
      { kind: 'command', line: 4, command: 'two', printed: ['out'] },
    ]);
  });

  it('leaves out what needs an account', () => {
    expect(stepsOf('guide.md', '```console\nterraform apply\n```')).toEqual([]);
  });
});
