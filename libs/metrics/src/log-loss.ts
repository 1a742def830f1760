import { assertProbabilities, labelledOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';
import { prepareMean } from './weighted-mean.ts';

/**
 * Mean of −ln(probability of what happened); lower is better, 0 is perfect. Probabilities are clipped to
 * [2⁻⁵², 1 − 2⁻⁵²] as scikit-learn does, so that one sure error costs 36 and not infinity.
 *
 * @param labels 0 or 1
 * @param probabilities of label 1, in [0, 1]
 * @param weights one a row, at least 0; all rows alike when left out
 * @throws RangeError when there are no rows, lengths differ, or a label or probability is out of range
 * @example logLoss([0, 1], [0.5, 0.5]) // 0.6931471805599453
 */
export function logLoss(labels: Numbers, probabilities: Numbers, weights?: Numbers): number {
  return prepareLogLoss(labels, probabilities)(weightsOf('logLoss', labels.length, weights));
}

/** `logLoss` for many row weights of the same data. */
export function prepareLogLoss(labels: Numbers, probabilities: Numbers): Prepared {
  const pairs = labelledOf('logLoss', labels, probabilities);
  assertProbabilities('logLoss', pairs.predicted);
  return prepareMean(
    pairs.actual.map((label, row) => {
      const clipped = Math.min(Math.max(pairs.predicted[row]!, Number.EPSILON), 1 - Number.EPSILON);
      return -Math.log(label === 1 ? clipped : 1 - clipped);
    }),
  );
}
