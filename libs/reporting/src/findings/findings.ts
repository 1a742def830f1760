import type { Contract, Model } from '@engage/schema';
import type { Measured } from '../html/measured.ts';
import type { NumberStyle } from '../html/number-text.ts';

/** Everything that the page says, as the run computed it; sections turn it into words and charts. */
export interface Findings {
  readonly runId: string;
  readonly contract: Contract;
  readonly request: RequestFacts;
  /** First and last snapshot, ISO 8601 dates, both inclusive; null for tables without time. */
  readonly window: Window | null;
  readonly rows: RowCounts | null;
  readonly activity: readonly ActivityFinding[];
  readonly models: readonly ModelFinding[];
  readonly segments: SegmentFindings | null;
  readonly quality: QualityFindings | null;
  readonly parts: readonly PartFinding[];
  /** What stages wanted a reader to know. */
  readonly notes: readonly string[];
}

export interface RequestFacts {
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  readonly seed: number;
  readonly folds: number | null;
  /** The run that trained and measured the models, where it was another. */
  readonly models: string | null;
  readonly application: string;
  readonly engine: string;
}

export interface Window {
  readonly first: string;
  readonly last: string;
  readonly snapshots: Measured;
}

/** Rows in = rows kept + rows quarantined. */
export interface RowCounts {
  readonly read: Measured;
  readonly kept: Measured;
  readonly quarantined: Measured;
}

export interface ActivityFinding {
  readonly name: string;
  readonly label: string;
  readonly mean: Measured;
}

/** One metric of a model on the rows it was measured on. */
export interface Score {
  /** Name of the metric as this library knows it. */
  readonly name: string;
  readonly measured: Measured;
}

/** A simpler way to predict the same customers, scored like the model. */
export interface Rival {
  readonly label: string;
  /** The rule in use today. */
  readonly incumbent: boolean;
  /** In the headline metric. */
  readonly score: Score;
  /** The model's score minus the rival's, on the same resamples: above 0 the model is better. */
  readonly advantage: Measured | null;
}

/** The best that is possible with these columns, known on generated data. */
export interface Ceiling {
  readonly best: Score;
  /** What the model reaches of it. */
  readonly share: Measured | null;
}

/** A twentieth of the holdout, ordered by prediction. */
export interface Bin {
  readonly customers: number;
  /** Sums over the bin's customers. */
  readonly predicted: number;
  readonly actual: number;
  readonly actualSquares: number;
}

export interface ThemeWeight {
  readonly theme: string;
  /** Share of all mean absolute SHAP values, in [0, 1]. */
  readonly share: Measured;
  /** False when a company can change none of the theme's columns. */
  readonly actionable: boolean;
  /** Whether more of it raises (1) or lowers (-1) the prediction, where all its columns agree. */
  readonly direction: 1 | -1 | null;
}

export interface ReasonFinding {
  readonly feature: string;
  /** Whether it raises the prediction. */
  readonly raises: boolean;
  /** The words that most of these customers read. */
  readonly words: string;
  readonly customers: Measured;
}

/** What intervals of single customers held of the outcomes of some holdout customers. */
export interface HeldFinding {
  /** Which customers: a tenth by prediction, a segment. */
  readonly name: string;
  readonly customers: Measured;
  readonly held: Measured;
  /** The share that was promised lies outside the 95 % interval of the share that was held. */
  readonly missed: boolean;
}

export interface IntervalsFinding {
  /** `outcome`: made to hold a share of the outcomes; `calibration`: a calibration range, which promises no share. */
  readonly kind: 'outcome' | 'calibration';
  /** The promised share; null for calibration ranges. */
  readonly nominal: Measured | null;
  /** Over all of the holdout: of outcomes, or of the true probabilities of generated data; null where not known. */
  readonly whole: HeldFinding | null;
  /** Highest predictions first. */
  readonly tenths: readonly HeldFinding[];
  /** Largest first. */
  readonly segments: readonly HeldFinding[];
}

export interface ModelFinding {
  readonly model: Model;
  /** "Engagement": the model's name as a title. */
  readonly title: string;
  /** How predictions and targets are written. */
  readonly style: NumberStyle;
  /** Mean of the target over every customer whose outcome is known. */
  readonly target: Measured | null;
  /** The metric that the task is judged by first. */
  readonly headline: Score | null;
  readonly scores: readonly Score[];
  /** The headline metric by cross-validation, where it was asked for. */
  readonly crossValidated: Score | null;
  readonly rivals: readonly Rival[];
  readonly ceiling: Ceiling | null;
  /** Of single customers; null where none were learnt. */
  readonly intervals: IntervalsFinding | null;
  /** Customers of the holdout whose outcome is known. */
  readonly holdout: Measured | null;
  /** Name of the calibration that was chosen: none, platt, isotonic. */
  readonly calibration: string | null;
  /** Bootstrap resamples behind the intervals. */
  readonly resamples: Measured | null;
  readonly bins: readonly Bin[];
  /** Where the bins come from. */
  readonly binsSource: string;
  /** Customers above the flag's threshold, of all; null without a threshold. */
  readonly flagged: Measured | null;
  readonly themes: readonly ThemeWeight[];
  readonly reasons: readonly ReasonFinding[];
}

export interface SegmentFinding {
  readonly name: string;
  readonly customers: Measured;
  readonly share: Measured;
  /** Means in the order of `SegmentFindings.columns`. */
  readonly means: readonly (Measured | null)[];
}

export interface SegmentFindings {
  readonly columns: readonly string[];
  readonly rows: readonly SegmentFinding[];
}

export interface QualityFindings {
  readonly reasons: readonly { readonly reason: string; readonly rows: Measured }[];
  readonly columns: readonly { readonly name: string; readonly missing: Measured }[];
}

export interface PartFinding {
  readonly part: string;
  readonly customers: Measured;
  readonly first: string | null;
  readonly last: string | null;
}
