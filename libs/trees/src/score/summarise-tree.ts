import type { Forest } from '../forest/forest.ts';
import type { TreeRange } from './engine.ts';

export interface TreeSummary {
  /** The margin that the tree is expected to add, by its covers. */
  readonly mean: number;
  /** Greatest difference of two leaves. */
  readonly range: number;
  /** How far it moves a usual row, by its covers: the mean of the nine nearest tenths from the median leaf. */
  readonly spread: number;
  /** For each feature, a bound on its Shapley value of any row. */
  readonly most: Float64Array;
}

/**
 * What a game of a subtree is worth stays within the range of its leaves, and knowing a feature changes it only below
 * nodes that ask for the feature: no Shapley value is greater than the range of the leaves below such a node. (Covers of
 * children that do not add up to the parent's stretch the range.)
 */
export function summariseTree(forest: Forest, tree: number): TreeSummary {
  const root = forest.treeStart[tree]!;
  const weight = forest.treeWeight[tree]!;
  const most = new Float64Array(forest.features);
  const [leaves, shares]: [number[], number[]] = [[], []];
  let mean = 0;
  let stretch = 1;
  let [least, greatest] = [0, 0];
  /** Leaves the range of the subtree in `least` and `greatest`. */
  const visit = (node: number, share: number, growth: number): void => {
    if (forest.left[node]! < 0) {
      least = greatest = forest.value[node]! * weight;
      mean += least * share;
      leaves.push(least);
      shares.push(share);
      stretch = Math.max(stretch, growth);
      return;
    }
    const [left, right] = [root + forest.left[node]!, root + forest.right[node]!];
    const cover = forest.cover[node]!;
    const [leftShare, rightShare] =
      cover > 0 ? [forest.cover[left]! / cover, forest.cover[right]! / cover] : [0, 0];
    const below = growth * Math.max(1, leftShare + rightShare);
    visit(left, share * leftShare, below);
    const [leftLeast, leftGreatest] = [least, greatest];
    visit(right, share * rightShare, below);
    least = Math.min(least, leftLeast);
    greatest = Math.max(greatest, leftGreatest);
    const feature = forest.feature[node]!;
    most[feature] = Math.max(most[feature]!, greatest - least);
  };
  visit(root, 1, 1);
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  const added = (stretch - 1) * 2 * size;
  return {
    mean,
    spread: usualMove(leaves, shares),
    range: greatest - least + added,
    most: most.map((bound) => (bound > 0 ? bound + added : 0)),
  };
}

/** Weighted mean distance from the weighted median, without the farthest tenth of the weight. */
function usualMove(values: readonly number[], weights: readonly number[]): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const inOrder = (of: (place: number) => number): number[] =>
    [...values.keys()].sort((a, b) => of(a) - of(b));
  let below = 0;
  const middle = inOrder((place) => values[place]!).find((place) => (below += weights[place]!) >= all / 2);
  const median = values[middle ?? 0]!;
  const distance = (place: number): number => Math.abs(values[place]! - median);
  let [left, sum] = [0.9 * all, 0];
  for (const place of inOrder(distance)) {
    const weight = Math.min(left, weights[place]!);
    sum += weight * distance(place);
    left -= weight;
  }
  return all > 0 ? sum / (0.9 * all) : 0;
}

/** Expected margin by the trees' covers, one an output: the bias of path-dependent Shapley values. */
export function meanMargins(forest: Forest, [begin, end]: TreeRange): Float64Array {
  const means = Float64Array.from(forest.baseMargins);
  for (let tree = begin; tree < end; tree += 1)
    means[forest.treeOutput[tree]!]! += summariseTree(forest, tree).mean;
  return means;
}
