import { commandsOf } from './commands-of.ts';

describe('commandsOf()', () => {
  it('takes engage commands from sh blocks only, without comments', () => {
    const markdown = [
      'npx engage outside',
      '```sh',
      'npx engage runs   # lists them',
      'npm test',
      'npx engage query "select \'#1\'"',
      '```',
      '```text',
      'npx engage output',
      '```',
    ].join('\n');
    expect(commandsOf(markdown)).toEqual([
      { line: 3, command: 'npx engage runs' },
      { line: 5, command: 'npx engage query "select \'#1\'"' },
    ]);
  });
});
