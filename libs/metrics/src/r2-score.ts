import { pairsOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';

/**
 * Share of the variance that is explained: 1 − Σ w (y − ŷ)² / Σ w (y − ȳ)². 1 is perfect, 0 is as good as the
 * mean, below 0 worse. NaN when the actual values are all alike, where scikit-learn returns 0 or 1.
 *
 * @param weights one a row, at least 0; all rows alike when left out
 * @throws RangeError when there are no rows, lengths differ, or a value is not finite
 * @example r2Score([1, 2, 3], [1, 2, 4]) // 0.5
 */
export function r2Score(actual: Numbers, predicted: Numbers, weights?: Numbers): number {
  return prepareR2(actual, predicted)(weightsOf('r2Score', actual.length, weights));
}

/** `r2Score` for many row weights of the same data. */
export function prepareR2(actual: Numbers, predicted: Numbers): Prepared {
  const pairs = pairsOf('r2Score', actual, predicted);
  const rows = pairs.actual.length;
  // Around the mean, so that the one-pass variance below does not cancel.
  const centre = pairs.actual.reduce((sum, value) => sum + value, 0) / rows;
  const centred = pairs.actual.map((value) => value - centre);
  const squares = pairs.actual.map((value, row) => (value - pairs.predicted[row]!) ** 2);
  const constant = pairs.actual.every((value) => value === pairs.actual[0]);
  return (weights) => {
    if (constant) return NaN;
    let total = 0;
    let sum = 0;
    let sumOfSquares = 0;
    let residual = 0;
    for (let row = 0; row < rows; row += 1) {
      const weight = weights[row]!;
      const value = centred[row]!;
      total += weight;
      sum += weight * value;
      sumOfSquares += weight * value * value;
      residual += weight * squares[row]!;
    }
    const variance = sumOfSquares - (sum * sum) / total;
    return variance > 1e-12 * sumOfSquares ? 1 - residual / variance : NaN;
  };
}
