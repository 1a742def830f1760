import type { Forest } from '../forest/forest.ts';

/** A model that was trained, and how. */
export interface TrainedForest {
  readonly forest: Forest;
  /** Rounds kept: the best one when training stopped early. */
  readonly rounds: number;
  /** Metric of `history`, as XGBoost names it. */
  readonly metric: string;
  /** One loss a round on the tuning rows, or none without them. */
  readonly history: readonly number[];
}
