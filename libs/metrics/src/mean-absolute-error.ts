import { pairsOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';
import { prepareMean } from './weighted-mean.ts';

/**
 * Mean of |predicted − actual|, in the target's unit; lower is better, 0 is perfect.
 *
 * @param weights one a row, at least 0; all rows alike when left out
 * @throws RangeError when there are no rows, lengths differ, or a value is not finite
 * @example meanAbsoluteError([1, 2], [1, 4]) // 1
 */
export function meanAbsoluteError(actual: Numbers, predicted: Numbers, weights?: Numbers): number {
  return prepareMeanAbsoluteError(actual, predicted)(weightsOf('meanAbsoluteError', actual.length, weights));
}

/** `meanAbsoluteError` for many row weights of the same data. */
export function prepareMeanAbsoluteError(actual: Numbers, predicted: Numbers): Prepared {
  const pairs = pairsOf('meanAbsoluteError', actual, predicted);
  return prepareMean(pairs.actual.map((value, row) => Math.abs(value - pairs.predicted[row]!)));
}
