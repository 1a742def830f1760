/** A number that a report may show: what it is, how sure we are, and the file it comes from. */
export interface Figure {
  /** Dotted path: `<model>.<part>.<metric>`, for example "churn.holdout.auc", or `rows.kept`. */
  readonly name: string;
  readonly value: number;
  /** 95 % interval, both ends inclusive, where one was computed. */
  readonly low?: number;
  readonly high?: number;
  /**
   * Why there is no interval: `exact`, everything that the figure is about was counted or computed, nothing was
   * estimated; `assumed`, it rests on assumptions of the contract that no run has measured.
   */
  readonly status?: 'exact' | 'assumed';
  readonly unit?: string;
  /** Key below the run's folder of the artefact that the number comes from. */
  readonly source: string;
}
