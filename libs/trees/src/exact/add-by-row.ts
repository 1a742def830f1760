import type { Forest } from '../forest/forest.ts';
import { isLeft } from './is-left.ts';
import type { PathTree } from './leaf-paths.ts';
import type { LeafRule } from './pattern-tables.ts';
import type { RowView } from './row-view.ts';

/**
 * Adds what every leaf of the trees says about rows `[begin, end)` one row at a time, without tables: for paths of so
 * many features that a row rarely shares its pattern. Arguments as for `addByTables`.
 */
export function addByRow(
  forest: Forest,
  trees: readonly PathTree[],
  view: RowView,
  [begin, end]: readonly [begin: number, end: number],
  rule: LeafRule,
  sums: Float64Array,
  width: number,
): void {
  const most = trees.reduce((features, tree) => Math.max(features, tree.mostFeatures), 0);
  const satisfied = new Uint8Array(most);
  const numbers = new Float64Array(rule.width(most));
  const targets = new Int32Array(rule.width(most));
  for (const { root, slot, leafAt, leaves, output } of trees) {
    let [row, sumsAt] = [begin, 0];
    const descend = (node: number, features: number): void => {
      if (leafAt[node - root]! >= 0) {
        const leaf = leaves[leafAt[node - root]!]!;
        rule.fill(leaf, satisfied, numbers, 0);
        rule.targets(leaf, targets);
        for (let k = 0; k < rule.width(features); k += 1) sums[sumsAt + targets[k]!]! += numbers[k]!;
        return;
      }
      const at = slot[node - root]!;
      const isNew = at === features;
      const before = isNew ? 1 : satisfied[at]!;
      const value = view.values[row * view.rowStride + forest.feature[node]! * view.columnStride]!;
      const goesLeft = isLeft(forest, node, value);
      const below = isNew ? features + 1 : features;
      satisfied[at] = goesLeft ? before : 0;
      descend(root + forest.left[node]!, below);
      satisfied[at] = goesLeft ? 0 : before;
      descend(root + forest.right[node]!, below);
      satisfied[at] = before;
    };
    for (; row < end; row += 1) {
      sumsAt = ((row - begin) * forest.outputs + output) * width;
      descend(root, 0);
    }
  }
}
