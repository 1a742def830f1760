import type { Matrix } from '@engage/engine';
import { medianInPlace } from './median.ts';
import type { Peers } from './peers.ts';

/**
 * What is typical of each group in the fit part: `[column * groups + group]` holds the median of a quantity, or
 * the most frequent code of a category (the lowest one among equals); NaN where a group knows no value.
 *
 * @param discrete whether a column holds codes or yes and no rather than quantities
 */
export function typicalValues(
  matrix: Matrix,
  discrete: readonly boolean[],
  peers: Peers,
  inFit: readonly boolean[],
): Float64Array {
  const { columns, rows, values } = matrix;
  const everyone = peers.groups - 1;
  const order = fitRowsByGroup(peers, inFit);
  const typical = new Float64Array(columns * peers.groups).fill(Number.NaN);
  const buffer = new Float32Array(rows);
  for (let column = 0; column < columns; column++) {
    const summarise = discrete[column] ? mostFrequent : medianInPlace;
    for (let group = 0; group < peers.groups; group++) {
      // Everyone means all fit rows, with those that have peers too.
      const from = group === everyone ? 0 : order.starts[group]!;
      const to = group === everyone ? order.rows.length : order.starts[group + 1]!;
      let count = 0;
      for (let i = from; i < to; i++) {
        const value = values[order.rows[i]! * columns + column]!;
        if (!Number.isNaN(value)) buffer[count++] = value;
      }
      typical[column * peers.groups + group] = summarise(buffer, count);
    }
  }
  return typical;
}

/** Fit rows sorted by group (counting sort), and where each group starts. */
function fitRowsByGroup(peers: Peers, inFit: readonly boolean[]): { rows: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(peers.groups + 1);
  for (let row = 0; row < inFit.length; row++) if (inFit[row]) starts[peers.group[row]! + 1]!++;
  for (let group = 0; group < peers.groups; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const rows = new Uint32Array(starts[peers.groups]!);
  for (let row = 0; row < inFit.length; row++) if (inFit[row]) rows[next[peers.group[row]!]!++] = row;
  return { rows, starts };
}

/** The most frequent of `values[0, count)`, the lowest among equals; NaN of nothing. */
function mostFrequent(values: Float32Array, count: number): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < count; i++) counts.set(values[i]!, (counts.get(values[i]!) ?? 0) + 1);
  let best = Number.NaN;
  let most = 0;
  for (const [value, times] of counts)
    if (times > most || (times === most && value < best)) [best, most] = [value, times];
  return best;
}
