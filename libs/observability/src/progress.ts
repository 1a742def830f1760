/** One step of long work: `done` of `total` units; `total` is null while it is not known. */
export interface ProgressEvent {
  /** What is under way, in the reader's words: "Training churn". */
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  /** What is counted: "rounds", "rows". */
  readonly unit: string;
}

/** Where long work says how far it is: a bar on a terminal, log lines otherwise. */
export interface Progress {
  report(event: ProgressEvent): void;
}

/** Progress that nobody watches. */
export const silentProgress: Progress = { report: () => undefined };
