import { described } from '../checks/refuse.ts';
import type { DenseRows } from '../rows/dense-rows.ts';
import type { Reasons, ReasonOptions } from './reasons.ts';

/** `margin`: the raw score; `value`: after the link (a probability, an amount); `leaf`: the node a tree ends in. */
export type Output = 'margin' | 'value' | 'leaf';

const OUTPUTS: readonly unknown[] = ['margin', 'value', 'leaf'];

/** @throws TypeError for an output that there is not */
export function checkOutput(output: Output): void {
  if (!OUTPUTS.includes(output))
    throw new TypeError(`Expected the output "margin", "value" or "leaf", found ${described(output)}`);
}

export interface PredictOptions {
  /** `margin` by default. */
  readonly output?: Output;
  /** Boosting rounds `[begin, end)` to add up; all by default. */
  readonly rounds?: readonly [number, number];
  /** The caller's buffer for the result, of exactly its length. */
  readonly into?: Float32Array;
}

export interface ExplainOptions {
  readonly rounds?: readonly [number, number];
  readonly into?: Float32Array;
  /**
   * A background sample: interventional Shapley values against it. Without one, path-dependent values, which take
   * the training rows' covers for the background.
   */
  readonly background?: DenseRows;
}

/**
 * A model ready to score rows, in the calling thread, synchronously. Rows may be row-major or column-major; nothing is
 * allocated per row.
 */
export interface TreeScorer {
  readonly features: number;
  readonly outputs: number;
  readonly trees: number;
  /**
   * `rows × outputs` numbers; for `leaf` `rows × trees`. Margins are bit-identical to XGBoost's.
   *
   * @throws TypeError when the rows have another shape than the model or than they say
   */
  predict(rows: DenseRows, options?: PredictOptions): Float32Array;
  /** Exact Shapley values on the margin scale, `rows × outputs × (features + 1)`, the bias last; a row sums to its margin. */
  explain(rows: DenseRows, options?: ExplainOptions): Float32Array;
  /**
   * Exact path-dependent Shapley interaction values, `rows × outputs × (features + 1)²`, as XGBoost's
   * `pred_interactions`: a matrix row sums to the feature's Shapley value.
   */
  interactions(rows: DenseRows, options?: Omit<ExplainOptions, 'background'>): Float32Array;
  /** The k strongest groups of features of each row, without all contributions being kept. */
  reasons(rows: DenseRows, k: number, options?: ReasonOptions): Reasons;
}
