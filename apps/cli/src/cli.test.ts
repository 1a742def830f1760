import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOf, runCli } from './cli.ts';
import { completionScript } from './completion-script.ts';

const home = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function engage(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCli(args, {
    env: { ENGAGE_HOME: home },
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    signal: new AbortController().signal,
  });
  return { code, out: out.join(''), err: err.join('') };
}

const program = programOf({
  env: {},
  stdout: { write: () => true },
  stderr: { write: () => true },
  signal: new AbortController().signal,
});
const names = program.commands.map((command) => command.name());

describe('runCli()', () => {
  it('lists every command in its help, each with its own', async () => {
    const { code, out } = await engage('--help');
    expect(code).toBe(0);
    for (const name of names) {
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
      expect((await engage(name, '--help')).out).toContain(`Usage: engage ${name}`);
    }
  });

  it.each([
    [['strat'], /Unknown command 'strat'\n\(Did you mean start\?\)/],
    [['run', '--explian', 'all'], /Unknown option '--explian'\n\(Did you mean --explain\?\)/],
    [['run', '--explain', 'some'], /Allowed choices are all, none/],
    [['completion', 'tcsh'], /Allowed choices are bash, zsh, fish/],
    [['runs', '--home', ''], /Expected the name of a folder, found an empty one/],
    [['query'], /Missing required argument 'sql'/],
    [['show', 'a', 'b'], /Too many arguments/],
  ])('%j: code 2 and the nearest that exists', async (args, says) => {
    const { code, out, err } = await engage(...args);
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(says)]);
  });

  it('run: says that the built-in contract was used where none was given for a table of one’s own', async () => {
    const table = join(home, 'my.csv');
    writeFileSync(table, 'id\n1\n');
    const contract = join(import.meta.dirname, '..', '..', '..', 'contracts', 'customers.odcs.yaml');
    const hint = /found nothing; .*; no --contract was given, .* name yours with --contract FILE/;
    const forgotten = await engage('run', table);
    expect([forgotten.code, forgotten.err]).toEqual([2, expect.stringMatching(hint)]);
    const named = await engage('run', table, '--contract', contract);
    expect([named.code, named.err]).toEqual([2, expect.not.stringMatching(/no --contract/)]);
  });

  it('runs: says how to make the first one, and is an empty list as JSON', async () => {
    expect((await engage('runs')).out).toBe('No runs yet; "npx engage start" makes one\n');
    expect(JSON.parse((await engage('runs', '--json')).out)).toEqual([]);
  });
});

describe('completionScript()', () => {
  it.each(['bash', 'zsh', 'fish'] as const)('names every command and option for %s', (shell) => {
    const script = completionScript(program, shell);
    for (const command of program.commands) {
      expect(script).toContain(command.name());
      for (const { long } of command.options)
        expect(script).toContain(shell === 'fish' ? `-l ${long?.slice(2)}` : long);
    }
  });

  it('is a script that bash reads, and that completes', () => {
    const complete = (...words: string[]) =>
      execFileSync('bash', [
        '-c',
        `${completionScript(program, 'bash')}\nCOMP_WORDS=(engage ${words.map((word) => `"${word}"`).join(' ')}); COMP_CWORD=${words.length}; _engage; echo "\${COMPREPLY[*]}"`,
      ])
        .toString()
        .trim();
    expect(complete('pred')).toBe('predict');
    expect(complete('run', '--fo')).toBe('--folds');
    expect(complete('run', '--explain', '')).toBe('all none');
    expect(complete('completion', 'z')).toBe('zsh');
  });
});
