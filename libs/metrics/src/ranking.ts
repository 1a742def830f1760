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
  const order = Uint32Array.from(scores, (_, row) => row);
  order.sort((a, b) => {
    const difference = scores[b]! - scores[a]!;
    if (difference !== 0 || !keys) return difference || a - b;
    return keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b;
  });
  const ends: number[] = [];
  for (let place = 1; place <= order.length; place += 1)
    if (place === order.length || scores[order[place]!]! !== scores[order[place - 1]!]!) ends.push(place);
  return { order, ends: Uint32Array.from(ends), keyed: keys !== undefined };
}
