import { isBadInput } from '@engage/run';
import type { Shell } from './shell.ts';

/** What the operating system says, in words that tell what to do. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: 'Expected room on the disk, found it full; free some space and start again, the run resumes',
  EDQUOT: 'Expected room in your quota, found it used up; free some space and start again, the run resumes',
  EACCES: 'Expected permission, found none; correct the permissions or choose another folder with --home',
  EPERM: 'Expected permission, found none; correct the permissions or choose another folder with --home',
  EROFS: 'Expected a folder that can be written, found a read-only one; choose another with --home',
  EMFILE: 'Expected to open another file, found too many open; raise the limit with "ulimit -n 4096"',
};

/**
 * What a person is told about an error, and the exit code it stands for. The stack is shown only with
 * ENGAGE_LOG_LEVEL=debug.
 */
export function describeError(
  error: unknown,
  shell: Pick<Shell, 'env' | 'signal'>,
): { readonly text: string; readonly exitCode: 1 | 2 | 130 } {
  const debug = shell.env['ENGAGE_LOG_LEVEL'] === 'debug';
  const name = error instanceof Error ? error.name : '';
  const stack = debug && error instanceof Error ? `${stackOf(error)}\n` : '';
  if (name === 'InterruptedError' || shell.signal.aborted)
    return { text: `Stopped${adviceOf(error)}\n${stack}`, exitCode: 130 };
  const message = error instanceof Error ? error.message : String(error);
  if (isBadInput(error)) return { text: `${message}\n${stack}`, exitCode: 2 };
  const system = systemAdvice(error);
  if (system)
    return { text: `${system} (${message})\n${stack}`, exitCode: system.includes('--home') ? 2 : 1 };
  const hint = debug ? '' : 'This is a failure of Engage; ENGAGE_LOG_LEVEL=debug shows where\n';
  return { text: `${message}\n${hint}${stack}`, exitCode: 1 };
}

function systemAdvice(error: unknown): string | undefined {
  for (let at = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : null) {
    const advice = 'code' in at && typeof at.code === 'string' ? SYSTEM[at.code] : undefined;
    if (advice) return advice;
  }
  return undefined;
}

/** How to go on, where the error says so. */
function adviceOf(error: unknown): string {
  return error instanceof Error && error.name === 'InterruptedError' ? `: ${error.message}` : '';
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
