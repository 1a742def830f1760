import { percentileOf, drawResamples, type BootstrapOptions, type Interval } from './bootstrap-intervals.ts';
import { binOfPlaces } from './equal-mass-bins.ts';
import { CALIBRATION_BINS } from './expected-calibration-error.ts';
import type { Ranking } from './ranking.ts';

/**
 * Expected calibration error with an interval for the error that is there without the noise of the sample. Noise
 * alone makes the gap of a bin larger, so that plain percentiles lie above the truth, at a calibrated model wholly:
 * - the lower end is the value less the 97.5 % point of Σ weight × |gap resampled − gap found|: by the triangle
 *   inequality the noise can have added no more;
 * - the upper end is the value plus what it lies above its own 2.5 % point when resampled: the value is more than
 *   the error itself on the average (Jensen), so that only its spread counts.
 *
 * Both ends err on the wide side. The bins are those of the rows themselves in every resample.
 *
 * @param expected labels of 0 or 1, or true probabilities
 * @param probabilities in [0, 1], ranked by `ranking`
 * @throws RangeError when there are no rows
 */
export function calibrationInterval(
  expected: Float64Array,
  probabilities: Float64Array,
  ranking: Ranking,
  options: BootstrapOptions & { readonly bins?: number },
): Interval {
  const { resamples = 400, level = 0.95, bins = CALIBRATION_BINS } = options;
  const rows = expected.length;
  if (rows === 0) throw new RangeError('Expected rows to measure calibration on, found none');
  const { order } = ranking;
  const binAt = binOfPlaces(ranking, bins);
  const gapAt = Float64Array.from(order, (row) => probabilities[row]! - expected[row]!);
  const gapsOf = (weights: ArrayLike<number> | null): Float64Array => {
    const gaps = new Float64Array(bins);
    for (let place = 0; place < rows; place += 1)
      gaps[binAt[place]!]! += weights ? weights[order[place]!]! * gapAt[place]! : gapAt[place]!;
    return gaps.map((sum) => sum / rows);
  };
  const found = gapsOf(null);
  const value = errorOf(found);
  const drawn = options.draws ?? drawResamples(rows, { ...options, resamples });
  const again = new Float64Array(drawn.counts.length);
  const noise = new Float64Array(drawn.counts.length);
  drawn.counts.forEach((weights, at) => {
    const gaps = gapsOf(weights);
    again[at] = errorOf(gaps);
    noise[at] = errorOf(gaps.map((gap, bin) => gap - found[bin]!));
  });
  const tail = (1 - level) / 2;
  const mean = again.reduce((sum, error) => sum + error, 0) / again.length;
  return {
    value,
    low: Math.max(0, value - percentileOf(noise, 1 - tail)),
    high: value + mean - percentileOf(again, tail),
  };
}

/** Gaps are sums over the bin divided by all rows, so their sizes add up with the bins' weights. */
function errorOf(gaps: Float64Array): number {
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0);
}
