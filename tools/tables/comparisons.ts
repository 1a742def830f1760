/** A public table with reference results, and where its contract's models meet them. */
export interface Comparison {
  /** Folder below the data folder. */
  readonly folder: string;
  readonly file: string;
  readonly contract: string;
  readonly models: readonly {
    readonly model: string;
    readonly metric: 'auc' | 'r2';
    readonly section: RegExp;
  }[];
}

/** `section` finds the heading of baseline.txt under which XGBoost's line stands. */
export const COMPARISONS: readonly Comparison[] = [
  {
    folder: 'telco_ibm',
    file: 'Telco-Customer-Churn.csv',
    contract: 'contracts/examples/telco.odcs.yaml',
    models: [{ model: 'churn', metric: 'auc', section: /^== Churn:/ }],
  },
  {
    folder: 'pseudo_facebook',
    file: 'pseudo_facebook.tsv.gz',
    contract: 'contracts/examples/pseudo_facebook.odcs.yaml',
    models: [
      { model: 'disengaged', metric: 'auc', section: /^== disengaged = likes==0/ },
      { model: 'likes_received', metric: 'r2', section: /^== log1p\(likes_received\)/ },
    ],
  },
];

/** How far below the reference a mean over folds may lie. */
export const TOLERANCE = 0.01;

/**
 * XGBoost's figure in the section of a baseline.txt.
 *
 * @throws RangeError when the section or the figure is not there
 */
export function baselineFigure(text: string, section: RegExp, metric: 'auc' | 'r2'): number {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => section.test(line));
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('=='));
  const body = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  const line = start < 0 ? undefined : body.find((candidate) => candidate.trim().startsWith('xgboost'));
  const found = new RegExp(`${metric.toUpperCase()}=([0-9.]+)`).exec(line ?? '')?.[1];
  if (found === undefined) throw new RangeError(`Expected ${metric} of xgboost under ${section}, found none`);
  return Number(found);
}
