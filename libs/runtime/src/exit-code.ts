import { isBadInput } from '@engage/run';

/** How a process ends: 0 done, 1 a failure of ours, 2 input that cannot be used, 130 stopped by a person. */
export type ExitCode = 0 | 1 | 2 | 130;

/** The exit code that an error stands for. */
export function exitCodeOf(error: unknown): ExitCode {
  if (isBadInput(error)) return 2;
  return error instanceof Error && error.name === 'InterruptedError' ? 130 : 1;
}
