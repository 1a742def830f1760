import type { Ranking } from './ranking.ts';

/** Sums of one bin of rows with neighbouring predictions. */
export interface BinSums {
  weight: number;
  predicted: number;
  actual: number;
}

/**
 * Cuts rows into bins of equal weight along their prediction, highest first. Equal predictions stay together: a
 * group lies in the bin of its middle, so the result does not depend on the order of the rows.
 *
 * @param bins how many, at least 1; with many ties some stay empty
 */
export function equalMassBins(
  ranking: Ranking,
  predicted: Float64Array,
  actual: Float64Array,
  weights: Float64Array,
  bins: number,
): BinSums[] {
  let total = 0;
  for (let row = 0; row < weights.length; row += 1) total += weights[row]!;
  const sums = Array.from({ length: bins }, (): BinSums => ({ weight: 0, predicted: 0, actual: 0 }));
  let before = 0;
  let place = 0;
  for (let group = 0; group < ranking.ends.length; group += 1) {
    const end = ranking.ends[group]!;
    let weight = 0;
    let known = 0;
    const score = predicted[ranking.order[place]!]!;
    for (; place < end; place += 1) {
      const row = ranking.order[place]!;
      weight += weights[row]!;
      known += weights[row]! * actual[row]!;
    }
    const bin = sums[Math.min(bins - 1, Math.floor(((before + weight / 2) / total) * bins))]!;
    bin.weight += weight;
    bin.predicted += weight * score;
    bin.actual += known;
    before += weight;
  }
  return sums;
}

/** The bin of each place of the ranking when all rows weigh the same, cut as `equalMassBins` cuts. */
export function binOfPlaces({ order, ends }: Ranking, bins: number): Uint8Array | Uint16Array {
  const rows = order.length;
  const binAt = bins > 256 ? new Uint16Array(rows) : new Uint8Array(rows);
  let from = 0;
  for (const end of ends) {
    binAt.fill(Math.min(bins - 1, Math.floor(((from + end) / 2 / rows) * bins)), from, end);
    from = end;
  }
  return binAt;
}
