import { rankDescending, type Ranking } from './ranking.ts';
import { labelledOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';

/**
 * Σ (Rᵢ − Rᵢ₋₁) Pᵢ over the distinct scores, descending: the area under the precision-recall curve without
 * interpolation. Chance is the share of positives. NaN when there are no positives.
 *
 * @param labels 0 or 1
 * @param scores any finite numbers; only their order matters
 * @param weights one a row, at least 0; all rows alike when left out
 * @throws RangeError when there are no rows, lengths differ, a label is not 0 or 1, or a score is not finite
 * @example averagePrecisionScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.8333333333333333
 */
export function averagePrecisionScore(labels: Numbers, scores: Numbers, weights?: Numbers): number {
  const pairs = labelledOf('averagePrecisionScore', labels, scores);
  const prepared = prepareAveragePrecision(pairs.actual, rankDescending(pairs.predicted));
  return prepared(weightsOf('averagePrecisionScore', labels.length, weights));
}

/** `averagePrecisionScore` for many row weights of the same data; labels are trusted to be 0 or 1. */
export function prepareAveragePrecision(labels: Numbers, { order, ends }: Ranking): Prepared {
  const sorted = Uint8Array.from(order, (row) => labels[row]!);
  return (weights) => {
    let positives = 0;
    let total = 0;
    let sum = 0;
    let place = 0;
    for (let group = 0; group < ends.length; group += 1) {
      const end = ends[group]!;
      let found = 0;
      for (; place < end; place += 1) {
        const weight = weights[order[place]!]!;
        total += weight;
        if (sorted[place] === 1) found += weight;
      }
      positives += found;
      if (found > 0) sum += (found * positives) / total;
    }
    return sum / positives;
  };
}
