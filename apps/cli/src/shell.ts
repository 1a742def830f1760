import type { Variables } from '@engage/runtime';

/** A stream that text goes to; a terminal tells its width. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command may touch of the process it runs in. */
export interface Shell {
  readonly env: Variables;
  /** Results. */
  readonly stdout: Output;
  /** Progress, warnings, errors. */
  readonly stderr: Output;
  /** Aborted when the person presses Ctrl-C. */
  readonly signal: AbortSignal;
}
