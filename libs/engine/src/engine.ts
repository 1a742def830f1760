import type { Matrix } from './matrix.ts';

/** What a model minimises; the link that turns a margin into a value follows from it. */
export type Objective = 'squared-error' | 'logistic' | 'tweedie' | 'poisson';

/** Hyper-parameters of gradient boosted trees, in XGBoost's meaning. */
export interface TreeParams {
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
  readonly maxBins?: number;
  /** Variance power of the Tweedie objective, in (1, 2). */
  readonly tweediePower?: number;
  /** −1, 0 or 1 a column: the direction that the prediction must follow. */
  readonly monotone?: readonly number[];
}

/** Rows to learn from or to stop by. */
export interface LabelledRows {
  readonly matrix: Matrix;
  /** One target a row. */
  readonly labels: Float32Array;
  readonly weights?: Float32Array;
}

export interface TrainRequest {
  readonly objective: Objective;
  readonly params: TreeParams;
  readonly fit: LabelledRows;
  /** Rows whose loss decides when to stop; without them all rounds are trained. */
  readonly tune?: LabelledRows;
  /** Rounds without improvement on the tuning rows before training stops. */
  readonly patience?: number;
  readonly seed: number;
  readonly threads: number;
  /** Called after each round, from the calling thread. */
  readonly onRound?: (round: Round) => void;
  readonly signal?: AbortSignal;
}

export interface Round {
  /** Counted from 1. */
  readonly round: number;
  readonly rounds: number;
  /** Mean loss of the objective's default metric on the tuning rows. */
  readonly tuneLoss?: number;
}

export interface TrainedModel {
  /** XGBoost's own UBJSON. */
  readonly bytes: Uint8Array;
  /** Rounds kept: the best one when training stopped early. */
  readonly rounds: number;
  /** Name of the metric in `history`, as the engine names it. */
  readonly metric: string;
  /** One loss a round on the tuning rows, or empty without them. */
  readonly history: readonly number[];
}

/** A model that is loaded and ready to score. */
export interface Scorer {
  /**
   * One number a row: the raw score (margin), or the value after the link (a probability, an amount).
   */
  predict(matrix: Matrix, output: 'margin' | 'value'): Promise<Float32Array>;
  /**
   * Exact path-dependent SHAP values on the margin scale, row-major with `columns + 1` numbers a row:
   * one a feature, then the bias; a row sums to its margin (Lundberg et al. 2018, arXiv 1802.03888).
   */
  explain(matrix: Matrix): Promise<Float32Array>;
  /** Frees what the engine holds; a second call does nothing. */
  close(): Promise<void>;
}

/** A tree engine: the official library today, our own WebAssembly engine next. */
export interface Engine {
  readonly name: string;
  /** Version of the engine, part of a run's identity. */
  readonly version: string;
  /** @throws EngineError with the engine's own message when training is refused or aborted */
  train(request: TrainRequest): Promise<TrainedModel>;
  /** @throws EngineError when the bytes are not a model this engine reads */
  load(bytes: Uint8Array, threads: number): Promise<Scorer>;
  close(): Promise<void>;
}

/** Any failure inside an engine, with the engine's own words. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}
