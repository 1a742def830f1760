import type { TrainRequest } from '@engage/engine';

export type Objective = TrainRequest['objective'];

/** A column of numbers (NaN where missing) or of words (null where missing). */
export type Column =
  | { readonly name: string; readonly numbers: Float32Array }
  | { readonly name: string; readonly words: readonly (string | null)[] };

/** Rows to learn from, as one table has them. */
export interface Table {
  readonly name: string;
  readonly objective: Objective;
  readonly columns: readonly Column[];
  readonly target: Float32Array;
  readonly weights?: Float32Array;
  /** Rows with one key are never parted; each row alone by default. */
  readonly groups?: readonly string[];
}
