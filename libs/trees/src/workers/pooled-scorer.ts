import type { DenseRows } from '../rows/dense-rows.ts';
import type { ReasonOptions, Reasons } from '../score/reasons.ts';
import type { PredictOptions } from '../score/tree-scorer.ts';

/** How a job is watched and ended early. */
export interface JobOptions {
  /** Rejects with its reason once all threads have stopped. */
  readonly signal?: AbortSignal;
  /** Called from the calling thread after each block of rows, with the rows done so far. */
  readonly onProgress?: (progress: { readonly rows: number; readonly total: number }) => void;
}

/** Reasons of all rows, and how much each group moves the predictions. */
export interface PooledReasons extends Reasons {
  /** Mean of the absolute sums of each group over all rows. */
  readonly meanMagnitude: Float64Array;
}

/**
 * A model that several threads score together. Rows are copied into shared memory unless they lie there; results
 * lie in shared memory. They are the same bytes for any number of threads.
 */
export interface PooledScorer {
  /** As `TreeScorer.predict`. */
  predict(rows: DenseRows, options?: PredictOptions & JobOptions): Promise<Float32Array>;
  /** As `TreeScorer.explain` without a background. */
  explain(
    rows: DenseRows,
    options?: { readonly rounds?: readonly [number, number]; readonly into?: Float32Array } & JobOptions,
  ): Promise<Float32Array>;
  /** As `TreeScorer.reasons`; `onRow` cannot be called across threads. */
  reasons(
    rows: DenseRows,
    k: number,
    options?: Omit<ReasonOptions, 'onRow'> & JobOptions,
  ): Promise<PooledReasons>;
  /** Frees what the threads hold for the model. */
  close(): void;
}
