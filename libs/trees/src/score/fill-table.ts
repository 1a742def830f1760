import { leafShapley } from './leaf-shapley.ts';
import type { PartIndex } from './part-index.ts';
import type { PartLeaf } from './split-tree.ts';

/**
 * The table of a part: for each entry the Shapley values of all of its leaves together, in float64.
 *
 * @param laneOf lane of each feature in an entry
 * @param lanes numbers an entry
 * @param table `entries × lanes` zeros, which are filled
 */
export function fillTable(
  leaves: readonly PartLeaf[],
  index: PartIndex,
  featureOf: (group: number) => number,
  laneOf: (feature: number) => number,
  lanes: number,
  table: Float64Array,
): void {
  const { entries, groups } = index;
  const violated = new Uint16Array(entries);
  for (const [at, leaf] of leaves.entries()) {
    let filled = 1;
    violated[0] = 0;
    for (const { group, states, satisfied } of groups) {
      const line = satisfied[at]!;
      const bit = line === null ? 0 : 1 << leaf.features.indexOf(featureOf(group));
      for (let state = states - 1; state >= 0; state -= 1) {
        const mask = line === null || line[state] === 1 ? 0 : bit;
        for (let entry = 0; entry < filled; entry += 1)
          violated[state * filled + entry] = violated[entry]! | mask;
      }
      filled *= states;
    }
    const features = leaf.features.length;
    const values = leafShapley(leaf.value, leaf.ratios);
    const lanesOfLeaf = Int32Array.from(leaf.features, laneOf);
    const all = 2 ** features - 1;
    for (let entry = 0; entry < entries; entry += 1) {
      const from = (all & ~violated[entry]!) * features;
      const to = entry * lanes;
      for (let k = 0; k < features; k += 1) table[to + lanesOfLeaf[k]!]! += values[from + k]!;
    }
  }
}
