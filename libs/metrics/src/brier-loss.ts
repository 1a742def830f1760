import { assertProbabilities, labelledOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';
import { prepareMean } from './weighted-mean.ts';

/**
 * Mean of (probability − label)²; lower is better, 0 is perfect (Brier 1950).
 *
 * @param labels 0 or 1
 * @param probabilities of label 1, in [0, 1]
 * @param weights one a row, at least 0; all rows alike when left out
 * @throws RangeError when there are no rows, lengths differ, or a label or probability is out of range
 * @example brierLoss([0, 1], [0.5, 1]) // 0.125
 */
export function brierLoss(labels: Numbers, probabilities: Numbers, weights?: Numbers): number {
  return prepareBrier(labels, probabilities)(weightsOf('brierLoss', labels.length, weights));
}

/** `brierLoss` for many row weights of the same data. */
export function prepareBrier(labels: Numbers, probabilities: Numbers): Prepared {
  const pairs = labelledOf('brierLoss', labels, probabilities);
  assertProbabilities('brierLoss', pairs.predicted);
  return prepareMean(pairs.actual.map((label, row) => (label - pairs.predicted[row]!) ** 2));
}
