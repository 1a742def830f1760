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
  gini: {
    label: 'Normalised Gini',
    meaning: 'How well customers are put in order of their amount: 0 by chance, 1 in perfect order',
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
    meaning: 'Per customer, of an offer at the best cut-off, with the assumed economics of such offers',
    style: { unit: 'USD' },
  },
};

/** The order in which metrics are shown; others follow by name. */
const order = [...Object.keys(known).slice(0, 9), 'lift_at', 'precision_at', ...Object.keys(known).slice(9)];

/** How a metric is shown; one that is not known is shown under its own name. */
export function metricWords(name: string): MetricWords {
  const words = known[name] ?? topWords(name) ?? { label: spaced(name) };
  return { meaning: '', style: 'score', chance: 0, ...words };
}

/** The names of metrics as a reader wants them: what counts most first, shares of the top in their order. */
export function inOrder(names: readonly string[]): string[] {
  const rank = (name: string): number => {
    const place = order.indexOf(name.replace(/_\d+$/, ''));
    return place < 0 ? order.length : place;
  };
  const share = (name: string): number => Number(/_(\d+)$/.exec(name)?.[1] ?? 0);
  return [...names].sort((a, b) => rank(a) - rank(b) || share(a) - share(b) || (a < b ? -1 : 1));
}

function topWords(name: string): (Partial<MetricWords> & { readonly label: string }) | null {
  const [, kind, share] = /^(lift|precision)_at_(\d+)$/.exec(name) ?? [];
  if (kind === 'lift')
    return {
      label: `Lift in the top ${share} %`,
      meaning: 'Times as many as among customers taken at random',
      style: { unit: 'times' },
    };
  if (kind === 'precision')
    return {
      label: `Precision in the top ${share} %`,
      meaning: 'Share for whom it came true',
      style: 'share',
    };
  return null;
}

function spaced(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
