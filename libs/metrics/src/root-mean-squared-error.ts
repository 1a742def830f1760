import { pairsOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';
import { prepareMean } from './weighted-mean.ts';

/**
 * Square root of the mean squared error, in the target's unit; lower is better, 0 is perfect.
 *
 * @param weights one a row, at least 0; all rows alike when left out
 * @throws RangeError when there are no rows, lengths differ, or a value is not finite
 * @example rootMeanSquaredError([1, 2], [1, 4]) // 1.4142135623730951
 */
export function rootMeanSquaredError(actual: Numbers, predicted: Numbers, weights?: Numbers): number {
  return prepareRootMeanSquaredError(
    actual,
    predicted,
  )(weightsOf('rootMeanSquaredError', actual.length, weights));
}

/** `rootMeanSquaredError` for many row weights of the same data. */
export function prepareRootMeanSquaredError(actual: Numbers, predicted: Numbers): Prepared {
  const pairs = pairsOf('rootMeanSquaredError', actual, predicted);
  const mean = prepareMean(pairs.actual.map((value, row) => (value - pairs.predicted[row]!) ** 2));
  return (weights) => Math.sqrt(mean(weights));
}
