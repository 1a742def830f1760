import { isLeft } from '../exact/is-left.ts';
import type { RowView } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import { LEAST_RATIO, quadratureFor } from './quadrature.ts';

/** Trees, or some leaves of them, that are explained without tables. */
export interface DeepTree {
  readonly tree: number;
  /** Leaves (nodes over all trees) that count; all without it. */
  readonly leaves?: readonly number[];
  /** What the leaves' values are counted from; 0 by default. */
  readonly centre?: number;
}

/**
 * Adds the Shapley values of trees of any depth to those of a block of rows, walking each tree once a row: down with the
 * product of the path's features at each quadrature point, up with the sums of the leaves, from which each step takes its
 * feature's share (the integral of quadrature.ts; the walk is that of Yu et al. 2022, "Linear TreeShap", arXiv 2209.08192).
 *
 * @param values row-major, `count × outputs × (features + 1)`
 */
export function explainByQuadrature(
  forest: Forest,
  deep: readonly DeepTree[],
  { values: rows, rowStride, columnStride }: RowView,
  [first, count]: readonly [first: number, count: number],
  values: Float32Array | Float64Array,
): void {
  const width = forest.features + 1;
  const sums = new Float64Array(width);
  const ratio = new Float64Array(forest.features).fill(1);
  const isSatisfied = new Uint8Array(forest.features).fill(1);
  for (const { tree, leaves, centre = 0 } of deep) {
    const root = forest.treeStart[tree]!;
    const { wanted, depth } = nodesAbove(forest, tree, leaves);
    const { points, weights } = quadratureFor(Math.min(depth, forest.features));
    const lines = (): Float64Array[] =>
      Array.from({ length: depth + 1 }, () => new Float64Array(points.length));
    const products = lines();
    const totals = lines();
    products[0]!.fill(1);
    const weight = forest.treeWeight[tree]!;
    let at = 0;

    const visit = (node: number, level: number): void => {
      const product = products[level]!;
      const total = totals[level]!;
      if (forest.left[node]! < 0) {
        const value = forest.value[node]! * weight - centre;
        for (let q = 0; q < points.length; q += 1) total[q] = value * weights[q]! * product[q]!;
        return;
      }
      total.fill(0);
      const feature = forest.feature[node]!;
      const left = root + forest.left[node]!;
      const right = root + forest.right[node]!;
      const next = isLeft(forest, node, rows[at + feature * columnStride]!) ? left : right;
      const ratioAbove = ratio[feature]!;
      const satisfiedAbove = isSatisfied[feature]!;
      const cover = forest.cover[node]!;
      for (let side = 0; side < 2; side += 1) {
        const child = side === 0 ? left : right;
        if (wanted[child - root] === 0) continue;
        const share = cover > 0 ? forest.cover[child]! / cover : 0;
        const z = Math.max(ratioAbove * share, LEAST_RATIO);
        const o = child === next ? satisfiedAbove : 0;
        ratio[feature] = z;
        isSatisfied[feature] = o;
        const below = products[level + 1]!;
        for (let q = 0; q < points.length; q += 1) {
          const t = points[q]!;
          below[q] = (product[q]! / factor(ratioAbove, satisfiedAbove, t)) * factor(z, o, t);
        }
        visit(child, level + 1);
        const totalBelow = totals[level + 1]!;
        let sum = 0;
        for (let q = 0; q < points.length; q += 1) {
          const t = points[q]!;
          sum += totalBelow[q]! * (gain(z, o, t) - gain(ratioAbove, satisfiedAbove, t));
          total[q]! += totalBelow[q]!;
        }
        sums[feature]! += sum;
      }
      ratio[feature] = ratioAbove;
      isSatisfied[feature] = satisfiedAbove;
    };
    for (let row = 0; row < count; row += 1) {
      at = (first + row) * rowStride;
      sums.fill(0);
      visit(root, 0);
      const to = (row * forest.outputs + forest.treeOutput[tree]!) * width;
      for (let feature = 0; feature < forest.features; feature += 1) values[to + feature]! += sums[feature]!;
    }
  }
}

const factor = (z: number, o: number, t: number): number => z * (1 - t) + o * t;

const gain = (z: number, o: number, t: number): number => (o - z) / factor(z, o, t);

/** Nodes (from the tree's first) on the way to the leaves that count, and the number of conditions of the longest path. */
function nodesAbove(
  forest: Forest,
  tree: number,
  leaves: readonly number[] | undefined,
): { wanted: Uint8Array; depth: number } {
  const root = forest.treeStart[tree]!;
  const wanted = new Uint8Array(forest.treeStart[tree + 1]! - root);
  const counts = leaves && new Set(leaves);
  let depth = 0;
  const visit = (node: number, level: number): number => {
    depth = Math.max(depth, level);
    const counted =
      forest.left[node]! < 0
        ? counts === undefined || counts.has(node)
        : visit(root + forest.left[node]!, level + 1) + visit(root + forest.right[node]!, level + 1) > 0;
    wanted[node - root] = counted ? 1 : 0;
    return wanted[node - root]!;
  };
  visit(root, 0);
  return { wanted, depth };
}
