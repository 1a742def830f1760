import type { NumberStyle } from '../html/number-text.ts';

/** How a metric is shown: its name, what it means in one line, and how its numbers are written. */
export interface MetricWords {
  readonly label: string;
  readonly meaning: string;
  /** `unit`: in the unit of what is predicted. */
  readonly style: NumberStyle | 'unit';
  /** What pure chance scores, where bars begin. */
  readonly chance: number;
}

const known: Readonly<Record<string, Partial<MetricWords> & { readonly label: string }>> = {
  r2: { label: 'R²', meaning: 'Share of the differences between customers that is explained' },
  rmse: {
    label: 'RMSE',
    meaning: 'Typical error, in which large errors count more; lower is better',
    style: 'unit',
  },
  mae: { label: 'MAE', meaning: 'Mean absolute error; lower is better', style: 'unit' },
  auc: { label: 'AUC', meaning: 'Share of pairs of customers that are put in the right order', chance: 0.5 },
  average_precision: {
    label: 'Average precision',
    meaning: 'Precision, averaged over every possible threshold',
  },
  brier: { label: 'Brier loss', meaning: 'Mean squared error of the probabilities; lower is better' },
  log_loss: { label: 'Log loss', meaning: 'Surprise at what happened; lower is better' },
  ece: {
    label: 'Calibration error',
    meaning:
      'Mean distance between predicted and observed shares; not zero even for a perfect model, by chance alone',
  },
  ece_truth: {
    label: 'Calibration error against the truth',
    meaning: 'Mean distance between predicted and true probability, which generated data know',
  },
  gini: {
    label: 'Normalised Gini',
    meaning: 'How well customers are put in order of their amount: 0 by chance, 1 in perfect order',
  },
  total_ratio: {
    label: 'Total predicted to total actual',
    meaning: 'Sum of all predictions over the sum of what happened: 1 when both agree',
  },
  flag_precision: {
    label: 'Precision of the flag',
    meaning: 'Share of the flagged customers for whom it came true',
    style: 'share',
  },
  flag_recall: {
    label: 'Recall of the flag',
    meaning: 'Share of all for whom it came true that were flagged',
    style: 'share',
  },
  profit_usd: {
    label: 'Expected maximum profit',
    meaning:
      'Per customer, of an offer at the best cut-off; assumed economics (Verbraken et al. 2013), not measured ones',
    style: { unit: 'USD' },
  },
};

/** The order in which metrics are shown; others follow by name. */
const order = Object.keys(known);

/** How a metric is shown; one that is not known is shown under its own name. */
export function metricWords(name: string): MetricWords {
  const top = topShareOf(name);
  const words = known[name] ?? (top ? topWords[top.kind] : { label: spaced(name) });
  return { meaning: '', style: 'score', chance: 0, ...words };
}

/** The names of metrics in the order in which a reader wants them. */
export function inOrder(names: readonly string[]): string[] {
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/**
 * The share of customers that a metric is about, or null for metrics over all of them.
 *
 * @example topShareOf('lift_at_10') // { kind: 'lift', percent: 10 }
 */
export function topShareOf(name: string): { kind: 'lift' | 'precision'; percent: number } | null {
  const [, kind, percent] = /^(lift|precision)_at_(\d+)$/.exec(name) ?? [];
  if (kind !== 'lift' && kind !== 'precision') return null;
  return { kind, percent: Number(percent) };
}

const topWords = {
  lift: { label: 'Lift', style: { unit: 'times' } },
  precision: { label: 'Precision', style: 'share' },
} as const;

function spaced(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
