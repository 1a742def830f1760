import { rankDescending, type Ranking } from './ranking.ts';
import { labelledOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';

/**
 * Probability that a positive row scores above a negative one, ties counting half (Mann-Whitney). 1 is perfect,
 * 0.5 is chance. NaN when only one class is present.
 *
 * @param labels 0 or 1
 * @param scores any finite numbers; only their order matters
 * @param weights one a row, at least 0; all rows alike when left out
 * @throws RangeError when there are no rows, lengths differ, a label is not 0 or 1, or a score is not finite
 * @example rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // 0.75
 */
export function rocAucScore(labels: Numbers, scores: Numbers, weights?: Numbers): number {
  const pairs = labelledOf('rocAucScore', labels, scores);
  const prepared = prepareRocAuc(pairs.actual, rankDescending(pairs.predicted));
  return prepared(weightsOf('rocAucScore', labels.length, weights));
}

/** `rocAucScore` for many row weights of the same data; labels are trusted to be 0 or 1. */
export function prepareRocAuc(labels: Numbers, { order, ends }: Ranking): Prepared {
  const sorted = Uint8Array.from(order, (row) => labels[row]!);
  return (weights) => {
    let positives = 0;
    let negatives = 0;
    let area = 0;
    let place = 0;
    for (let group = 0; group < ends.length; group += 1) {
      const end = ends[group]!;
      let above = 0;
      let below = 0;
      for (; place < end; place += 1) {
        const weight = weights[order[place]!]!;
        if (sorted[place] === 1) above += weight;
        else below += weight;
      }
      area += below * (positives + above / 2);
      positives += above;
      negatives += below;
    }
    return area / (positives * negatives);
  };
}
