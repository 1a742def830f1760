import { InputError, isBadInput } from '@engage/run';
import { RunLockedError } from './run-lock.ts';

const ADVICE =
  'no --contract was given, so the built-in one for generated customers was used; name yours with --contract FILE (docs/guides/contract.md)';

/**
 * An error of a run on a person's own table that named no contract: forgetting it is the likeliest cause of
 * whatever does not fit, so bad input says so too. Other errors stay as they are.
 */
export function withoutContract(error: unknown): unknown {
  if (!(error instanceof Error) || !isBadInput(error) || error instanceof RunLockedError) return error;
  return new InputError(`${error.message}; ${ADVICE}`, { cause: error });
}
