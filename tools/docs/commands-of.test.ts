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

  it('takes a block that starts a server as one command', () => {
    const lines = [
      'node_modules/.bin/engage serve &   # in the background',
      'curl localhost:8080',
      'kill $!',
    ];
    expect(commandsOf(['```sh', ...lines, '```', '```sh', 'npm test', '```'].join('\n'))).toEqual([
      { line: 2, command: ['node_modules/.bin/engage serve &', 'curl localhost:8080', 'kill $!'].join('\n') },
    ]);
  });
});
