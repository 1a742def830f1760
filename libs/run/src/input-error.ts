/**
 * Something a person gave us cannot be used: a file, a value, an option. The message says where, what was
 * expected, what was found and what to do; commands print it alone and exit with code 2.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** The person stopped the work; commands exit with code 130. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** Whether an error's message alone tells a person what to correct; by name, since Lambda keeps no classes. */
export function isBadInput(error: unknown): boolean {
  return error instanceof Error && (error.name === 'InputError' || error.name === 'ContractError');
}
