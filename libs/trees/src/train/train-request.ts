import type { DenseRows } from '../rows/dense-rows.ts';

/** What is minimised; the link follows from it. */
export type Objective = 'squared-error' | 'logistic' | 'tweedie' | 'poisson';

/** Hyper-parameters of gradient boosted trees, in XGBoost's meaning and with its defaults. */
export interface TrainParams {
  /** Most boosting rounds; early stopping may end sooner. */
  readonly rounds: number;
  readonly maxDepth: number;
  readonly learningRate: number;
  readonly minChildWeight?: number;
  readonly lambda?: number;
  readonly alpha?: number;
  readonly gamma?: number;
  /** Share of rows drawn for each tree, in (0, 1]. */
  readonly rowSample?: number;
  /** Share of columns drawn for each tree, in (0, 1]. */
  readonly columnSample?: number;
  /** Most bins a column, 2 to 256; 256 by default. */
  readonly maxBins?: number;
  /** Variance power of the Tweedie objective, in (1, 2); 1.5 by default. */
  readonly tweediePower?: number;
  /** −1, 0 or 1 a column: the direction that the prediction must follow. */
  readonly monotone?: readonly number[];
}

/** Rows with names, kinds and labels. */
export interface LabelledRows {
  readonly matrix: DenseRows & {
    /** One name a column. */
    readonly names: readonly string[];
    /** True where a column holds category codes (0, 1, 2 …). */
    readonly categorical: readonly boolean[];
  };
  /** One a row: in [0, 1] for logistic, in [0, 1e15] for Tweedie and Poisson, in [−1e15, 1e15] for squared errors. */
  readonly labels: Float32Array;
  /** One a row, in [0, 1e12]; the greatest is at least 1e-12. */
  readonly weights?: Float32Array;
}

export interface TrainRequest {
  readonly objective: Objective;
  readonly params: TrainParams;
  readonly fit: LabelledRows;
  /** Rows whose loss decides when to stop, of the same columns as `fit`; without them all rounds are trained. */
  readonly tune?: LabelledRows;
  /** Rounds without improvement on the tuning rows before training stops; only with `tune`. */
  readonly patience?: number;
  readonly seed: number;
  /** The same bytes for any number. */
  readonly threads: number;
  /** Called after each round, from the calling thread. */
  readonly onRound?: (round: TrainRound) => void;
  readonly signal?: AbortSignal;
}

export interface TrainRound {
  /** Counted from 1. */
  readonly round: number;
  readonly rounds: number;
  readonly tuneLoss?: number;
}
