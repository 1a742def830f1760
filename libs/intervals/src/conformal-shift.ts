import { bandReader, widthOf } from './band-at.ts';
import type { Band } from './interval-model.ts';

/**
 * How far a band has to be widened (or narrowed) so that it holds the outcome of a new customer with the given
 * probability, whatever the distribution, as long as customers are exchangeable: the ⌈(n + 1) · coverage⌉-th smallest
 * of the scores max(low − y, y − high) / width (conformalised quantile regression with scaled scores: Romano et al.
 * 2019, arXiv 1905.03222; Sesia & Candès 2020, arXiv 1909.05433).
 *
 * @param predicted of n rows that neither model nor band has seen
 * @returns null where n is too small for any finite interval to promise that much: below coverage / (1 − coverage)
 */
export function conformalShift(
  band: Band,
  predicted: Float64Array,
  actual: Float64Array,
  coverage: number,
): number | null {
  const place = Math.ceil((predicted.length + 1) * coverage);
  if (place > predicted.length || predicted.length === 0) return null;
  const read = bandReader(band);
  const scores = predicted.map((prediction, row) => {
    const ends = read(prediction);
    return Math.max(ends.low - actual[row]!, actual[row]! - ends.high) / widthOf(ends);
  });
  return scores.sort()[place - 1]!;
}
