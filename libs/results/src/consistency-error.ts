/** What a stage wrote contradicts itself: a fault of ours, never of the input. `check` names the rule. */
export class ConsistencyError extends Error {
  override readonly name = 'ConsistencyError';
  readonly check: string;
  constructor(check: string, expected: number | string, found: number | string, where: string) {
    super(`Expected ${expected} for the check "${check}", found ${found} (${where})`);
    this.check = check;
  }
}
