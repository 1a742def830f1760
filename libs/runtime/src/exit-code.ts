/** How a process ends: 0 done, 1 a failure of ours, 2 input that cannot be used, 130 stopped by a person. */
export type ExitCode = 0 | 1 | 2 | 130;

const BAD_INPUT = new Set(['InputError', 'ContractError']);

/** The exit code that an error stands for. */
export function exitCodeOf(error: unknown): ExitCode {
  const name = error instanceof Error ? error.name : '';
  if (BAD_INPUT.has(name)) return 2;
  return name === 'InterruptedError' ? 130 : 1;
}
