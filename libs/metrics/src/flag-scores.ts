import { labelledOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';

/**
 * Share of positives among the rows whose score lies above the threshold. NaN when none is flagged.
 *
 * @param labels 0 or 1
 * @param threshold exclusive
 * @param weights one a row, at least 0; all rows alike when left out
 * @throws RangeError when there are no rows, lengths differ, a label is not 0 or 1, or a score is not finite
 * @example flagPrecisionScore([1, 0], [0.9, 0.8], 0.7) // 0.5
 */
export function flagPrecisionScore(
  labels: Numbers,
  scores: Numbers,
  threshold: number,
  weights?: Numbers,
): number {
  const prepared = prepareFlagPrecision(labels, scores, threshold);
  return prepared(weightsOf('flagPrecisionScore', labels.length, weights));
}

/**
 * Share of the positives whose score lies above the threshold. NaN when there are no positives.
 *
 * @param labels 0 or 1
 * @param threshold exclusive
 * @param weights one a row, at least 0; all rows alike when left out
 * @throws RangeError when there are no rows, lengths differ, a label is not 0 or 1, or a score is not finite
 * @example flagRecallScore([1, 1], [0.9, 0.3], 0.7) // 0.5
 */
export function flagRecallScore(
  labels: Numbers,
  scores: Numbers,
  threshold: number,
  weights?: Numbers,
): number {
  const prepared = prepareFlagRecall(labels, scores, threshold);
  return prepared(weightsOf('flagRecallScore', labels.length, weights));
}

/** `flagPrecisionScore` for many row weights of the same data. */
export function prepareFlagPrecision(labels: Numbers, scores: Numbers, threshold: number): Prepared {
  const { actual, predicted } = labelledOf('flagPrecisionScore', labels, scores);
  return shareOf(
    actual.map((label, row) => (predicted[row]! > threshold ? label : 0)),
    predicted.map((score) => (score > threshold ? 1 : 0)),
  );
}

/** `flagRecallScore` for many row weights of the same data. */
export function prepareFlagRecall(labels: Numbers, scores: Numbers, threshold: number): Prepared {
  const { actual, predicted } = labelledOf('flagRecallScore', labels, scores);
  return shareOf(
    actual.map((label, row) => (predicted[row]! > threshold ? label : 0)),
    actual,
  );
}

function shareOf(part: Float64Array, whole: Float64Array): Prepared {
  return (weights) => {
    let found = 0;
    let total = 0;
    for (let row = 0; row < whole.length; row += 1) {
      found += weights[row]! * part[row]!;
      total += weights[row]! * whole[row]!;
    }
    return found / total;
  };
}
