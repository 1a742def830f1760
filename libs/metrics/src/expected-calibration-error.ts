import { equalMassBins } from './equal-mass-bins.ts';
import { rankDescending, type Ranking } from './ranking.ts';
import { assertProbabilities, pairsOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';

/** Bins of the expected calibration error where nothing else is said. */
export const CALIBRATION_BINS = 15;

/**
 * Mean of |mean prediction − mean of what was expected| over bins of equal mass of the prediction, weighted by
 * the bins' mass; lower is better, 0 is perfect (Naeini et al. 2015, with quantile bins).
 *
 * Against labels, noise alone gives about √(bins × p(1−p) × 2/π / n), so it never reaches 0. Against true
 * probabilities there is no such noise, and the value is the calibration's own.
 *
 * @param expected labels of 0 or 1, or true probabilities, in [0, 1]
 * @param probabilities in [0, 1]
 * @param options weights, one a row; bins, by default 15
 * @throws RangeError when there are no rows, lengths differ, or a value is outside [0, 1]
 * @example expectedCalibrationError([0, 1], [0.25, 0.75], { bins: 2 }) // 0.25
 */
export function expectedCalibrationError(
  expected: Numbers,
  probabilities: Numbers,
  options: { readonly weights?: Numbers; readonly bins?: number } = {},
): number {
  const pairs = pairsOf('expectedCalibrationError', expected, probabilities);
  assertProbabilities('expectedCalibrationError', pairs.actual);
  assertProbabilities('expectedCalibrationError', pairs.predicted);
  const ranking = rankDescending(pairs.predicted);
  const prepared = prepareCalibrationError(pairs.actual, pairs.predicted, ranking, options.bins);
  return prepared(weightsOf('expectedCalibrationError', expected.length, options.weights));
}

/** `expectedCalibrationError` for many row weights of the same data; values are trusted to lie in [0, 1]. */
export function prepareCalibrationError(
  expected: Float64Array,
  probabilities: Float64Array,
  ranking: Ranking,
  bins: number = CALIBRATION_BINS,
): Prepared {
  return (weights) => {
    let gap = 0;
    let total = 0;
    for (const bin of equalMassBins(ranking, probabilities, expected, weights, bins)) {
      gap += Math.abs(bin.predicted - bin.actual);
      total += bin.weight;
    }
    return gap / total;
  };
}
