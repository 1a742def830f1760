/**
 * Where outcomes lie for each prediction, as learnt from rows that the model was not fitted on: straight lines between
 * the knots, flat outside.
 */
export interface Band {
  /** Predictions, rising. */
  readonly at: readonly number[];
  /** Lower and upper end of the shortest interval that holds the share of outcomes around each knot. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Split-conformal intervals: a band whose ends are moved by a share of its own width. */
export interface ConformalIntervals {
  readonly method: 'conformal';
  /** Share of outcomes that the intervals hold, 0.9 for example. */
  readonly coverage: number;
  readonly band: Band;
  /** By how many of its widths the band is widened on each side; below 0 it is narrowed. */
  readonly shift: number;
  /** Rows that the band was learnt from, and that the shift was found on. */
  readonly rows: { readonly band: number; readonly shift: number };
}

/** Venn-Abers intervals of a probability, as steps over the margin. */
export interface VennAbersIntervals {
  readonly method: 'venn-abers';
  /** First margin of each step, rising; the first step also holds what lies below it. */
  readonly margins: readonly number[];
  /** The probability if the customer's label were 0, and if it were 1. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly rows: { readonly calibrate: number };
}

/** Too few rows: no interval is better than one that promises what it cannot keep. */
export interface NoIntervals {
  readonly method: 'none';
  readonly reason: string;
}

/** What a model's intervals are made from; plain data, kept as JSON. */
export type IntervalModel = ConformalIntervals | VennAbersIntervals | NoIntervals;
