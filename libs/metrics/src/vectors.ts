/** One number a row: a typed array or a plain list. */
export type Numbers = ArrayLike<number>;

/**
 * A metric that has looked at its data once, for example sorted it, and computes its value for any row weights
 * in O(n). A weight counts as that many copies of its row; weights are trusted here, so check them before.
 */
export type Prepared = (weights: Float64Array) => number;

/**
 * Copies pairs of finite numbers into doubles.
 *
 * @param metric name of the caller, for messages
 * @throws RangeError when there are no rows, the lengths differ, or a value is not finite
 */
export function pairsOf(
  metric: string,
  actual: Numbers,
  predicted: Numbers,
): { actual: Float64Array; predicted: Float64Array } {
  if (actual.length !== predicted.length)
    throw new RangeError(
      `Expected as many actual as predicted values in ${metric}, found ${actual.length} and ${predicted.length}`,
    );
  return { actual: finite(metric, 'actual', actual), predicted: finite(metric, 'predicted', predicted) };
}

/**
 * Copies labels and scores into doubles.
 *
 * @throws RangeError as `pairsOf` does, and when a label is neither 0 nor 1
 */
export function labelledOf(
  metric: string,
  labels: Numbers,
  scores: Numbers,
): { actual: Float64Array; predicted: Float64Array } {
  const pairs = pairsOf(metric, labels, scores);
  pairs.actual.forEach((label, row) => {
    if (label !== 0 && label !== 1)
      throw new RangeError(`Expected labels of 0 or 1 in ${metric}, found ${label} (row ${row})`);
  });
  return pairs;
}

/**
 * Copies one list of finite numbers into doubles.
 *
 * @throws RangeError when the list is empty or a value is not finite
 */
export function finite(metric: string, what: string, values: Numbers): Float64Array {
  if (values.length === 0) throw new RangeError(`Expected at least one row in ${metric}, found none`);
  const copy = Float64Array.from(values);
  const bad = copy.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(`Expected finite ${what} values in ${metric}, found ${copy[bad]} (row ${bad})`);
  return copy;
}

/**
 * Checked row weights, or one for each row when there are none.
 *
 * @throws RangeError when their number differs from the rows, one is negative or not finite, or all are zero
 */
export function weightsOf(metric: string, rows: number, weights?: Numbers): Float64Array {
  if (weights === undefined) return new Float64Array(rows).fill(1);
  if (weights.length !== rows)
    throw new RangeError(`Expected ${rows} weights in ${metric}, found ${weights.length}`);
  const copy = finite(metric, 'weight', weights);
  const bad = copy.findIndex((weight) => weight < 0);
  if (bad >= 0)
    throw new RangeError(`Expected weights of at least 0 in ${metric}, found ${copy[bad]} (row ${bad})`);
  if (!copy.some((weight) => weight > 0))
    throw new RangeError(`Expected a positive weight in ${metric}, found none`);
  return copy;
}

/**
 * Probabilities, checked.
 *
 * @throws RangeError when one lies outside [0, 1]
 */
export function assertProbabilities(metric: string, values: Float64Array): void {
  const bad = values.findIndex((value) => value < 0 || value > 1);
  if (bad >= 0)
    throw new RangeError(`Expected probabilities in [0, 1] in ${metric}, found ${values[bad]} (row ${bad})`);
}
