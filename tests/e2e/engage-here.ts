import { runCli } from '../../apps/cli/src/cli.ts';
import type { Ended } from './engage.ts';

/** Runs a command of the CLI in this process, which spares a start of Node. */
export async function engageHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCli(args, {
    env: { ENGAGE_THREADS: '1', ...env },
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    signal: new AbortController().signal,
  });
  return { code, out: out.join(''), err: err.join('') };
}
