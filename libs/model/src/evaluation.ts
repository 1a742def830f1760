import type { Decile } from '@engage/metrics';
import type { Part, Task } from '@engage/schema';

/** A number measured on the holdout with its 95 % interval; null where it is not defined. */
export interface Measurement {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Metrics by name: `r2`, `rmse`, `mae`; `auc`, `average_precision`, `brier`, `log_loss`, `ece`, `lift_at_10`,
 * `precision_at_10` (and 1, 5, 20), `flag_precision`, `flag_recall`, `profit_usd`; `gini`. */
export type Measurements = Readonly<Record<string, Measurement>>;

/** A simpler way to predict the same rows. */
export interface Baseline {
  /** `mean`, `linear`, `logistic` or `incumbent`. */
  readonly name: string;
  readonly metrics: Measurements;
  /** The model's headline metric minus the baseline's, on the same resamples; above 0 the model is better. */
  readonly advantage: Measurement;
}

/** What the best possible model would reach on the same rows; known on generated data only. */
export interface Ceiling {
  /** Column of the truth file. */
  readonly truth: string;
  /** The headline metric of the true expectation. */
  readonly best: Measurement;
  /** The model's share of the best; for AUC of what lies above 0.5. */
  readonly share: Measurement;
  /** Expected calibration error against the true probability; binary models only. */
  readonly calibrationError: Measurement | null;
  /** Holdout rows whose truth is known. */
  readonly rows: number;
}

/** Width and coverage of the intervals of some holdout rows. */
export interface CoverageFacts {
  readonly rows: number;
  /** Mean of high − low, in the target's unit; null without rows. */
  readonly width: number | null;
  /** Share of the values that their interval holds; null where no value is known. */
  readonly coverage: Measurement | null;
}

/** The same for one tenth of the rows by prediction, the highest first. */
export interface IntervalCoverage extends CoverageFacts {
  readonly tenth: number;
}

/** How a model's intervals for single customers did on the holdout. */
export type IntervalsFacts =
  | { readonly method: 'none'; readonly reason: string }
  | (CoverageFacts & {
      readonly method: 'conformal' | 'venn-abers';
      /** What the intervals were held against: outcomes, or the true probabilities of generated data. */
      readonly holds: 'outcome' | 'truth';
      /** The share they were made to hold; null for Venn-Abers, which promises calibration and no share. */
      readonly nominal: number | null;
      readonly tenths: readonly IntervalCoverage[];
      /**
       * Share of 50 groups of customers with nearly one score whose mean true probability lies within their mean
       * interval; null for outcomes, and without a truth.
       */
      readonly groups: Measurement | null;
    });

/** Rows of one part. */
export interface PartFacts {
  readonly rows: number;
  /** Mean target, or share of positives; null without rows. */
  readonly mean: number | null;
}

/** `models/<model>/evaluation.json`: what one model was measured to be worth, once, on the holdout. */
export interface Evaluation {
  readonly model: string;
  readonly task: Task;
  /** The metric that the task is judged by: `r2`, `auc` or `gini`; higher is better. */
  readonly headline: 'r2' | 'auc' | 'gini';
  readonly parts: Readonly<Record<Part, PartFacts>>;
  /** Rows of the parts whose target is not known. */
  readonly leftOut: number;
  readonly calibration: { readonly method: string; readonly logLoss: Readonly<Record<string, number>> };
  readonly metrics: Measurements;
  readonly baselines: readonly Baseline[];
  readonly ceiling: Ceiling | null;
  /** Mean prediction against mean outcome by tenths, highest predictions first. */
  readonly deciles: readonly Decile[];
  /** Intervals for single customers. */
  readonly intervals: IntervalsFacts;
  readonly bootstrap: { readonly resamples: number; readonly level: number };
  /** Customers above the flag's threshold, on the holdout; null without a threshold. */
  readonly flagged: { readonly threshold: number; readonly rows: number } | null;
}

/** The metric that a task is judged by first. */
export const HEADLINES: Readonly<Record<Task, Evaluation['headline']>> = {
  regression: 'r2',
  binary: 'auc',
  tweedie: 'gini',
};
