import type { Forest } from '../forest/forest.ts';
import { isLeft } from './is-left.ts';
import type { PathTree } from './leaf-paths.ts';
import type { LeafRule, Sums } from './leaf-rule.ts';
import type { RowView } from './row-view.ts';

/**
 * Adds what every leaf of the trees says about rows `[begin, begin + sums.rows)` one row at a time, without tables: for paths of so
 * many features that a row rarely shares its pattern. Arguments as for `addByTables`.
 */
export function addByRow(
  forest: Forest,
  trees: readonly PathTree[],
  view: RowView,
  begin: number,
  rule: LeafRule,
  { values: sums, width, rows }: Sums,
): void {
  const most = trees.reduce((features, tree) => Math.max(features, tree.mostFeatures), 0);
  const satisfied = new Uint8Array(most);
  const numbers = new Float64Array(
    trees.reduce(
      (width, { leaves }) => leaves.reduce((most, leaf) => Math.max(most, rule.targets(leaf).length), width),
      0,
    ),
  );
  for (const { root, slot, leafAt, leaves, output } of trees) {
    let row = 0;
    const descend = (node: number, features: number): void => {
      if (leafAt[node - root]! >= 0) {
        const leaf = leaves[leafAt[node - root]!]!;
        rule.fill(leaf, satisfied, numbers);
        const targets = rule.targets(leaf);
        const at = output * width * rows + row;
        for (let k = 0; k < targets.length; k += 1) sums[at + targets[k]! * rows]! += numbers[k]!;
        return;
      }
      const at = slot[node - root]!;
      const isNew = at === features;
      const before = isNew ? 1 : satisfied[at]!;
      const value = view.values[(begin + row) * view.rowStride + forest.feature[node]! * view.columnStride]!;
      const goesLeft = isLeft(forest, node, value);
      const below = isNew ? features + 1 : features;
      satisfied[at] = goesLeft ? before : 0;
      descend(root + forest.left[node]!, below);
      satisfied[at] = goesLeft ? 0 : before;
      descend(root + forest.right[node]!, below);
      satisfied[at] = before;
    };
    for (; row < rows; row += 1) descend(root, 0);
  }
}
