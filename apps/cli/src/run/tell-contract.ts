import { InputError, isBadInput } from '@engage/run';
import { RunLockedError } from './run-lock.ts';

const BUILT_IN =
  'no --contract was given, so the built-in one for generated customers was used; name yours with --contract FILE (docs/guides/contract.md)';

/**
 * An error of a run on a person's own table that named no contract: forgetting it is the likeliest cause of
 * whatever does not fit, so bad input says so too. Other errors stay as they are.
 */
export function tellBuiltInContract(error: unknown): unknown {
  return told(error, BUILT_IN);
}

/** An error of a run with the models of another: where bad input speaks of the contract, it says whose that is. */
export function tellContractOfModels(error: unknown, models: string): unknown {
  if (!(error instanceof Error) || !/\bcontract\b/.test(error.message)) return error;
  return told(
    error,
    `the contract is that of run ${models}, as its models need it; a table under another takes a run of its own ("npx engage run")`,
  );
}

function told(error: unknown, advice: string): unknown {
  if (!(error instanceof Error) || !isBadInput(error) || error instanceof RunLockedError) return error;
  return new InputError(`${error.message}; ${advice}`, { cause: error });
}
