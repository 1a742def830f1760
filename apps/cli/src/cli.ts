import { Command, CommanderError } from 'commander';
import { commands } from './commands/index.ts';
import type { Shell } from './shell.ts';
import { applicationVersion } from './version.ts';

const EXAMPLES = `
Examples:
  npx engage start                                    generate customers and run everything on them
  npx engage run my.csv --contract my.odcs.yaml       run on a table of your own
  npx engage explain 4711                             why one customer is scored as they are
  npx engage query "select * from at_risk_customers limit 5"

Data lie below ./data, or where --home or ENGAGE_HOME says.
Exit codes: 0 done, 1 a failure of Engage, 2 input that cannot be used, 130 interrupted.`;

/**
 * Runs one command.
 *
 * @param args without the names of the executable and the script
 * @returns the exit code: 0 done, 1 our failure, 2 bad input or usage, 130 interrupted
 */
export async function runCli(args: readonly string[], shell: Shell): Promise<number> {
  const program = programOf(shell);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has said already what was wrong with the command line.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { describeError } = await import('./describe-error.ts');
    const { text, exitCode } = describeError(error, shell);
    shell.stderr.write(text);
    return exitCode;
  }
}

/** The command line, for running it and for completing it. */
export function programOf(shell: Shell): Command {
  const program = new Command('engage')
    .description('From raw customer records to predictions that were measured, with reasons')
    .version(applicationVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
    .showHelpAfterError('(npx engage --help lists commands and options)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.stdout.write(text),
      writeErr: (text) => shell.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, '').replace(/^./, (c) => c.toUpperCase())),
    });
  for (const register of commands) {
    const command = program.createCommand().copyInheritedSettings(program);
    register(command, shell);
    program.addCommand(command);
  }
  return program;
}
