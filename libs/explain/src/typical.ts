import type { Matrix } from '@engage/engine';
import { medianInPlace } from './median.ts';
import type { Peers } from './peers.ts';

/** What a column's numbers are: codes (or yes and no), things that are counted, or quantities. */
export type ValueKind = 'code' | 'whole' | 'quantity';

/**
 * What is typical of each group in the fit part: `[column * groups + group]` holds the median of a quantity, that of a
 * count as a whole number (128.5 matches are nobody's), or the most frequent code of a category (the lowest one among
 * equals); NaN where a group knows no value.
 */
export function typicalValues(
  matrix: Matrix,
  kinds: readonly ValueKind[],
  peers: Peers,
  inFit: readonly boolean[],
): Float64Array {
  const { columns, values } = matrix;
  const { rows, starts } = fitRowsByGroup(peers, inFit);
  const everyone = peers.groups - 1;
  const typical = new Float64Array(columns * peers.groups);
  const buffers = Array.from({ length: BLOCK }, () => new Float32Array(rows.length));
  const known = new Float32Array(rows.length);
  for (let first = 0; first < columns; first += BLOCK) {
    const width = Math.min(BLOCK, columns - first);
    for (let i = 0; i < rows.length; i++)
      for (let c = 0; c < width; c++) buffers[c]![i] = values[rows[i]! * columns + first + c]!;
    for (let c = 0; c < width; c++) {
      const kind = kinds[first + c];
      const summarise = kind === 'code' ? mostFrequent : medianInPlace;
      for (let group = 0; group < peers.groups; group++) {
        // Everyone means all fit rows, with those that have peers too.
        const from = group === everyone ? 0 : starts[group]!;
        const to = group === everyone ? rows.length : starts[group + 1]!;
        const count = keepKnown(buffers[c]!, from, to, known);
        const value = summarise(known, count);
        typical[(first + c) * peers.groups + group] = kind === 'whole' ? Math.round(value) : value;
      }
    }
  }
  return typical;
}

/** Columns gathered in one pass over the rows: those that share a cache line. */
const BLOCK = 16;

/** Copies the values of `[from, to)` that are known to the front of `into`; returns how many. */
function keepKnown(values: Float32Array, from: number, to: number, into: Float32Array): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) into[count++] = value;
  }
  return count;
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
