import type { DenseRows } from '../rows/dense-rows.ts';

/** Which features make one reason together, and what a row is compared with. */
export interface ReasonOptions {
  /** Group of each feature, 0 … groups − 1; each feature its own group by default. */
  readonly groupOf?: ArrayLike<number>;
  /** Typical values that a row is compared with, one line of `features` numbers a reference group; NaN where unknown. */
  readonly references?: DenseRows;
  /** Reference group (line of `references`) of each row; 0 for all by default. */
  readonly referenceOf?: ArrayLike<number>;
  /** Output (class) that is explained; 0 by default. */
  readonly output?: number;
  /**
   * Called with each row's sums by group (length: groups) before the next row is looked at, so that a caller can build
   * a global ranking in the same pass. The array is overwritten.
   */
  readonly onRow?: (row: number, sums: Float64Array) => void;
}

/** k reasons a row, strongest first; −1 as group and feature where a row has fewer. */
export interface Reasons {
  readonly rows: number;
  readonly k: number;
  /** `rows × k` groups by absolute sum of contributions; equal sums keep the order of the groups. */
  readonly group: Int32Array;
  /** The feature that speaks for each: the strongest of the group that pulls the way the group does. */
  readonly feature: Int32Array;
  /** Sum of the group's contributions on the margin scale; above 0 raises the prediction, below 0 lowers it. */
  readonly contribution: Float32Array;
  /** The spokesman's value minus its reference, in the column's own unit; NaN without a reference or a value. */
  readonly difference: Float32Array;
}
