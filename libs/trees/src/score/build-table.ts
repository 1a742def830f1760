import type { Arena } from '../kernel/arena.ts';
import { SCRATCH_BYTE, type ScoreKernel } from '../kernel/score-kernel.ts';
import { LEAST_RATIO, quadratureFor } from './quadrature.ts';
import type { PartIndex } from './part-index.ts';
import type { PartLeaf } from './split-tree.ts';

/** Most features of a leaf with a table: rules for 1 … 5 points. */
const MOST_FEATURES = 10;
const RULE_WORDS = 16;
/** Bytes of the kernel's scratch before the sums: products and vectors of 2¹⁰ patterns. */
const BEFORE_VIOLATED = 1024 * 8 + 1024 * 12 * 8;

/** Points and weights of the quadrature rules, as the kernel's `buildTable` reads them. */
export function putRules(arena: Arena): number {
  const words = new Float64Array((MOST_FEATURES / 2) * RULE_WORDS);
  for (let points = 1; points <= MOST_FEATURES / 2; points += 1) {
    const rule = quadratureFor(2 * points);
    words.set(rule.points, (points - 1) * RULE_WORDS);
    words.set(rule.weights, (points - 1) * RULE_WORDS + 8);
  }
  return arena.put(words);
}

export interface TablePlace {
  readonly arena: Arena;
  readonly kernel: ScoreKernel;
  /** Address of the quadrature rules. */
  readonly rules: number;
}

/** How sums become whole numbers: of a unit, or what is left of them when they were rounded to one `refines` as great. */
export interface Rounding {
  readonly unit: number;
  readonly refines: number;
}

/**
 * Builds the table of a part, `entries × lanes` integers of the unit, and tells where it is.
 *
 * @param laneOf lane of each feature
 */
export function buildTable(
  { arena, kernel, rules }: TablePlace,
  leaves: readonly PartLeaf[],
  index: PartIndex,
  laneOf: (feature: number) => number,
  lanes: number,
  { unit, refines }: Rounding,
): number {
  const address = arena.take(index.entries * lanes * 4);
  const mark = arena.end;
  const records = putLeaves(arena, leaves, index, laneOf);
  const perUnit = 1 / (unit * (refines || 1));
  kernel.buildTable(
    records,
    leaves.length,
    index.entries,
    lanes,
    perUnit,
    refines,
    rules,
    SCRATCH_BYTE,
    address,
  );
  arena.release(mark);
  return address;
}

/** The sums in float64 that the last table was rounded from. */
export function lastSums({ arena }: TablePlace, { entries }: PartIndex, lanes: number): Float64Array {
  const violatedBytes = entries * 2 + 16 - ((entries * 2) % 16);
  return new Float64Array(
    arena.memory.buffer,
    SCRATCH_BYTE + BEFORE_VIOLATED + violatedBytes,
    entries * lanes,
  ).slice();
}

/** Records of the leaves (kernel/score/build.ts describes them), and behind them the states that satisfy them. */
function putLeaves(
  arena: Arena,
  leaves: readonly PartLeaf[],
  { groups }: PartIndex,
  laneOf: (feature: number) => number,
): number {
  const states = groups.reduce((sum, group) => sum + group.states, 0);
  const groupBytes = Math.ceil((groups.length * 12) / 8) * 8;
  const recordBytes = leaves.reduce((sum, leaf) => sum + 16 + 16 * leaf.features.length + groupBytes, 0);
  const address = arena.take(recordBytes + states * leaves.length);
  const view = new DataView(arena.memory.buffer, address, recordBytes);
  const bytes = new Uint8Array(arena.memory.buffer, address + recordBytes, states * leaves.length);
  let at = 0;
  let stateAt = 0;
  leaves.forEach(({ value, features, ratios }, leaf) => {
    view.setFloat64(at, value, true);
    view.setUint32(at + 8, features.length, true);
    view.setUint32(at + 12, groups.length, true);
    at += 16;
    for (let k = 0; k < features.length; k += 1, at += 16) {
      view.setFloat64(at, Math.max(ratios[k]!, LEAST_RATIO), true);
      view.setUint32(at + 8, laneOf(features[k]!), true);
    }
    groups.forEach(({ feature, states: count, satisfied }, i) => {
      const line = satisfied[leaf]!;
      view.setUint32(at + 12 * i, count, true);
      view.setUint32(at + 12 * i + 4, line === null ? 0 : 1 << features.indexOf(feature), true);
      view.setUint32(at + 12 * i + 8, address + recordBytes + stateAt, true);
      if (line !== null) bytes.set(line, stateAt);
      stateAt += count;
    });
    at += groupBytes;
  });
  return address;
}
