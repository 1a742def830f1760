import type { Forest } from '../forest/forest.ts';
import { isLeft } from './is-left.ts';
import type { PathTree } from './leaf-paths.ts';
import type { Sums } from './leaf-rule.ts';
import type { RowView } from './row-view.ts';
import { subsetWeights } from './subset-weights.ts';

/** Who decides a feature on the way down: nobody yet, the row, or the background. */
const [NOBODY, ROW, BACKGROUND] = [0, 1, 2];

/**
 * Adds interventional Shapley values of rows `[begin, begin + sums.rows)` by walking each tree with each pair of a row and a
 * background row: only leaves that some mixture of the two reaches are visited (Lundberg et al. 2020, supplement,
 * algorithm 3). For trees of paths too long for tables; other arguments as for `addByTables`.
 */
export function addByPairs(
  forest: Forest,
  trees: readonly PathTree[],
  view: RowView,
  begin: number,
  background: RowView,
  { values: sums, width, rows: count }: Sums,
): void {
  if (trees.length === 0) return;
  const most = trees.reduce((features, tree) => Math.max(features, tree.mostFeatures), 0);
  const weights = subsetWeights(most);
  const decided = new Uint8Array(forest.features);
  const byRow = new Int32Array(most);
  const byBackground = new Int32Array(most);
  for (const { root, leafAt, leaves, output } of trees) {
    const first = output * width * count;
    let [row, other] = [0, 0];
    const descend = (node: number, rows: number, backgrounds: number): void => {
      if (leafAt[node - root]! >= 0) {
        const share = leaves[leafAt[node - root]!]!.value / background.rows;
        if (rows > 0) {
          const given = share * weights[rows - 1]![backgrounds]!;
          for (let i = 0; i < rows; i += 1) sums[first + byRow[i]! * count + row]! += given;
        }
        if (backgrounds > 0) {
          const taken = share * weights[rows]![backgrounds - 1]!;
          for (let i = 0; i < backgrounds; i += 1) sums[first + byBackground[i]! * count + row]! -= taken;
        }
        return;
      }
      const feature = forest.feature[node]!;
      const forRow = childOf(forest, root, node, view, begin + row);
      const forBackground = childOf(forest, root, node, background, other);
      if (forRow === forBackground) descend(forRow, rows, backgrounds);
      else if (decided[feature] === ROW) descend(forRow, rows, backgrounds);
      else if (decided[feature] === BACKGROUND) descend(forBackground, rows, backgrounds);
      else {
        decided[feature] = ROW;
        byRow[rows] = feature;
        descend(forRow, rows + 1, backgrounds);
        decided[feature] = BACKGROUND;
        byBackground[backgrounds] = feature;
        descend(forBackground, rows, backgrounds + 1);
        decided[feature] = NOBODY;
      }
    };
    for (; row < count; row += 1) for (other = 0; other < background.rows; other += 1) descend(root, 0, 0);
  }
}

/** Mean of the leaves that rows end in, the tree's weight included. */
export function meanOfLeaves(forest: Forest, { root, leafAt, leaves }: PathTree, view: RowView): number {
  let sum = 0;
  for (let row = 0; row < view.rows; row += 1) {
    let node = root;
    while (leafAt[node - root]! < 0) node = childOf(forest, root, node, view, row);
    sum += leaves[leafAt[node - root]!]!.value;
  }
  return sum / view.rows;
}

function childOf(forest: Forest, root: number, node: number, view: RowView, row: number): number {
  const value = view.values[row * view.rowStride + forest.feature[node]! * view.columnStride]!;
  return root + (isLeft(forest, node, value) ? forest.left[node]! : forest.right[node]!);
}
