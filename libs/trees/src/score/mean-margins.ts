import type { Forest } from '../forest/forest.ts';
import type { TreeRange } from './engine.ts';

/** The margin that a tree is expected to add by its covers, and a bound on any feature's Shapley value. */
export interface TreeSummary {
  readonly mean: number;
  readonly most: number;
}

/**
 * What the game of a tree is worth stays within the range of its leaves, so that no feature can change it by more than the
 * range. (Covers of children that do not add up to the parent's stretch it.)
 */
export function summariseTree(forest: Forest, tree: number): TreeSummary {
  const root = forest.treeStart[tree]!;
  const weight = forest.treeWeight[tree]!;
  let [least, greatest, stretch] = [Infinity, -Infinity, 1];
  let mean = 0;
  const open = [{ node: root, share: 1, growth: 1 }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { node, share, growth } = visit;
    if (forest.left[node]! < 0) {
      const value = forest.value[node]! * weight;
      mean += value * share;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      stretch = Math.max(stretch, growth);
      continue;
    }
    const children = [root + forest.left[node]!, root + forest.right[node]!];
    const cover = forest.cover[node]!;
    const ratios = children.map((child) => (cover > 0 ? forest.cover[child]! / cover : 0));
    const sum = Math.max(1, ratios[0]! + ratios[1]!);
    children.forEach((child, i) =>
      open.push({ node: child, share: share * ratios[i]!, growth: growth * sum }),
    );
  }
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  return { mean, most: greatest - least + (stretch - 1) * 2 * size };
}

/** Expected margin by the trees' covers, one an output: the bias of path-dependent Shapley values. */
export function meanMargins(forest: Forest, [begin, end]: TreeRange): Float64Array {
  const means = Float64Array.from(forest.baseMargins);
  for (let tree = begin; tree < end; tree += 1)
    means[forest.treeOutput[tree]!]! += summariseTree(forest, tree).mean;
  return means;
}
