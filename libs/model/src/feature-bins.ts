/** Bins that one feature falls into, with one bin for missing values. */
const MOST_BINS = 32;

/**
 * Each row's bin, by quantiles of the values seen: heavy ties (many zeros) get a bin of their own. Codes of
 * categories are bins already; rare high codes share the last.
 *
 * @param values one a row, NaN where missing
 * @returns bins in [0, 33), 0 for missing
 */
export function binsOf(values: Float32Array, isCategorical: boolean): Uint8Array {
  if (isCategorical)
    return Uint8Array.from(values, (code) => (Number.isNaN(code) ? 0 : 1 + Math.min(code, MOST_BINS - 1)));
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges: number[] = [];
  for (let bin = 1; bin < MOST_BINS; bin += 1) {
    const edge = sorted[Math.floor((bin * sorted.length) / MOST_BINS)];
    if (edge !== undefined && edge !== edges.at(-1)) edges.push(edge);
  }
  return Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return 1 + low;
  });
}

/** More bins than any feature has, so that two features' bins make one number. */
export const BIN_BASE = MOST_BINS + 2;
