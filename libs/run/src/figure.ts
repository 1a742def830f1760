/** A number that a report may show: what it is, how sure we are, and the file it comes from. */
export interface Figure {
  /** Dotted path: `<model>.<part>.<metric>`, for example "churn.holdout.auc", or `rows.kept`. */
  readonly name: string;
  readonly value: number;
  /** 95 % interval, both ends inclusive, where one was computed. */
  readonly low?: number;
  readonly high?: number;
  readonly unit?: string;
  /** Key below the run's folder of the artefact that the number comes from. */
  readonly source: string;
}
