/** A contract that cannot be used; the message names the file, the field, what was expected and found. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}
