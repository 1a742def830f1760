/**
 * A contract that cannot be used. Each problem names the field, what was expected and found, the file with its
 * line, and what to do; the message holds them all.
 */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  /** One sentence a problem, in the order of the file. */
  readonly problems: readonly string[];

  constructor(message: string, problems: readonly string[] = [message]) {
    super(message);
    this.problems = problems;
  }
}
