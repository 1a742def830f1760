/** An execution ended in a Fail state, or broke; `cause` is what the task threw. */
export class ExecutionFailure extends Error {
  override readonly name = 'ExecutionFailure';
  /** The task that failed, after its last attempt. */
  readonly state: string;

  constructor(state: string, message: string, cause: unknown) {
    super(message, { cause });
    this.state = state;
  }

  /** A failure of that state for the reason that was thrown. */
  static of(state: string, reason: unknown): ExecutionFailure {
    const text = reason instanceof Error ? reason.message : String(reason);
    return new ExecutionFailure(state, `${state} failed: ${text}`, reason);
  }
}
