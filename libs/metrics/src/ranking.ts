import type { Numbers } from './vectors.ts';

/** Rows from the highest score to the lowest, with ties known. */
export interface Ranking {
  /** Row numbers, best first; rows of equal score by key, or else by row number. */
  readonly order: Uint32Array;
  /** Where each group of equal scores ends in `order`, exclusive. */
  readonly ends: Uint32Array;
  /** True when keys broke the ties, so that the order itself means something. */
  readonly keyed: boolean;
}

/**
 * Sorts rows by score, descending. Sorted once, it serves every metric that only depends on the order.
 *
 * @param scores finite
 * @param keys unique and stable, such as customer ids: ties go to the lower key first
 * @throws RangeError when the number of keys differs from the scores
 */
export function rankDescending(scores: Numbers, keys?: Numbers | readonly string[]): Ranking {
  if (keys && keys.length !== scores.length)
    throw new RangeError(`Expected ${scores.length} keys, found ${keys.length}`);
  const order = sortedRows(scores);
  const ends = new Uint32Array(order.length);
  let groups = 0;
  for (let place = 1, from = 0; place <= order.length; place += 1) {
    if (place < order.length && scores[order[place]!]! === scores[order[from]!]!) continue;
    if (keys && place - from > 1)
      order
        .subarray(from, place)
        .sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b));
    ends[groups] = place;
    groups += 1;
    from = place;
  }
  return { order, ends: ends.slice(0, groups), keyed: keys !== undefined };
}

/**
 * Row numbers by score, descending and stable: a radix sort over the scores' bits, 16 at a time, twice as fast as
 * a comparison sort at 22,000 rows.
 */
function sortedRows(scores: Numbers): Uint32Array {
  const rows = scores.length;
  // −0 becomes 0, so that equal scores have equal bits.
  const bits = new Uint16Array(Float64Array.from(scores, (score) => score + 0).buffer);
  let order = Uint32Array.from({ length: rows }, (_, row) => row);
  let next = new Uint32Array(rows);
  const digits = new Uint16Array(rows);
  const starts = new Uint32Array(65537);
  for (let part = 0; part < 4; part += 1) {
    starts.fill(0);
    for (let row = 0; row < rows; row += 1) {
      // Negative numbers sort by their bits, positive ones by the complement: the highest score comes first.
      const isNegative = bits[row * 4 + 3]! > 0x7fff;
      const digit = bits[row * 4 + part]! ^ (isNegative ? 0 : part === 3 ? 0x7fff : 0xffff);
      digits[row] = digit;
      starts[digit + 1]! += 1;
    }
    if (rows > 0 && starts[digits[0]! + 1] === rows) continue;
    for (let digit = 0; digit < 65536; digit += 1) starts[digit + 1]! += starts[digit]!;
    for (let place = 0; place < rows; place += 1) {
      const row = order[place]!;
      next[starts[digits[row]!]!++] = row;
    }
    [order, next] = [next, order];
  }
  return order;
}
