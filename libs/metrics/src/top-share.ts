import { rankDescending, type Ranking } from './ranking.ts';
import { labelledOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';

/** What a cut of the ranking may be given besides its data. */
export interface TopShareOptions {
  /** One a row, at least 0, counted as copies of the row. */
  readonly weights?: Numbers;
  /** Unique and stable, such as customer ids: ties at the cut go to the lower key. Without them they count pro rata. */
  readonly keys?: Numbers | readonly string[];
}

/**
 * Share of positives among the rows with the highest scores: the first ⌈share × rows⌉ of them.
 *
 * @param labels 0 or 1
 * @param share in (0, 1], for example 0.1 for the top 10 %
 * @throws RangeError when there are no rows, lengths differ, a label is not 0 or 1, or the share is out of range
 * @example precisionAt([1, 0, 0, 1], [0.9, 0.8, 0.2, 0.1], 0.5) // 0.5
 */
export function precisionAt(
  labels: Numbers,
  scores: Numbers,
  share: number,
  options: TopShareOptions = {},
): number {
  const pairs = labelledOf('precisionAt', labels, scores);
  const prepared = preparePrecisionAt(pairs.actual, rankDescending(pairs.predicted, options.keys), share);
  return prepared(weightsOf('precisionAt', labels.length, options.weights));
}

/**
 * How many times more positives than average the top share holds: precision there over the share of positives.
 * NaN when there are no positives.
 *
 * @param labels 0 or 1
 * @param share in (0, 1], for example 0.1 for the top 10 %
 * @throws RangeError when there are no rows, lengths differ, a label is not 0 or 1, or the share is out of range
 * @example liftAt([1, 0, 0, 0], [0.9, 0.8, 0.2, 0.1], 0.25) // 4
 */
export function liftAt(
  labels: Numbers,
  scores: Numbers,
  share: number,
  options: TopShareOptions = {},
): number {
  const pairs = labelledOf('liftAt', labels, scores);
  const prepared = prepareLiftAt(pairs.actual, rankDescending(pairs.predicted, options.keys), share);
  return prepared(weightsOf('liftAt', labels.length, options.weights));
}

/** `precisionAt` for many row weights of the same data; labels are trusted to be 0 or 1. */
export function preparePrecisionAt(labels: Numbers, ranking: Ranking, share: number): Prepared {
  if (!(share > 0 && share <= 1)) throw new RangeError(`Expected a share in (0, 1], found ${share}`);
  const { order } = ranking;
  const sorted = Uint8Array.from(order, (row) => labels[row]!);
  const ends = ranking.keyed ? Uint32Array.from(order, (_, place) => place + 1) : ranking.ends;
  return (weights) => {
    const total = sumOf(weights);
    // 0.1 × 30 is 3.0000000000000004: the tolerance keeps that from becoming 4.
    const capacity = Math.min(total, Math.ceil(share * total - 1e-9 * total));
    let room = capacity;
    let positives = 0;
    let place = 0;
    for (let group = 0; group < ends.length; group += 1) {
      const end = ends[group]!;
      let weight = 0;
      let found = 0;
      for (; place < end; place += 1) {
        weight += weights[order[place]!]!;
        if (sorted[place] === 1) found += weights[order[place]!]!;
      }
      if (weight >= room) return (positives + (weight > 0 ? (found * room) / weight : 0)) / capacity;
      positives += found;
      room -= weight;
    }
    return positives / capacity;
  };
}

function sumOf(weights: Float64Array): number {
  let total = 0;
  for (let row = 0; row < weights.length; row += 1) total += weights[row]!;
  return total;
}

/** `liftAt` for many row weights of the same data; labels are trusted to be 0 or 1. */
export function prepareLiftAt(labels: Numbers, ranking: Ranking, share: number): Prepared {
  const precision = preparePrecisionAt(labels, ranking, share);
  const known = Float64Array.from(labels);
  return (weights) => {
    let total = 0;
    let positives = 0;
    for (let row = 0; row < known.length; row += 1) {
      total += weights[row]!;
      positives += weights[row]! * known[row]!;
    }
    return precision(weights) / (positives / total);
  };
}
