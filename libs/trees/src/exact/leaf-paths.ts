import type { Forest } from '../forest/forest.ts';

/** A leaf and the distinct features that its path asks for, in the order in which the path meets them. */
export interface LeafPath {
  /** Counted over all leaves of the plan. */
  readonly index: number;
  /** What the leaf adds to a row that ends there, the tree's weight included. */
  readonly value: number;
  readonly features: Int32Array;
  /** One a feature: the product of the cover ratios (child / parent) along its conditions. */
  readonly ratios: Float64Array;
}

/** A tree seen as its paths. Nodes are counted as in the forest, over all trees. */
export interface PathTree {
  readonly tree: number;
  readonly output: number;
  readonly root: number;
  /** Most conditions on a path. */
  readonly depth: number;
  /** Most distinct features on a path. */
  readonly mostFeatures: number;
  readonly leaves: readonly LeafPath[];
  /** For node `root + i`: the position, on the paths through it, of the feature it asks for; −1 at leaves. */
  readonly slot: Int32Array;
  /** For node `root + i`: its place in `leaves`; −1 at inner nodes. */
  readonly leafAt: Int32Array;
}

/**
 * The trees of the boosting rounds `[begin, end)` as paths. Several conditions on one feature make one entry: a row
 * satisfies it when it satisfies all of them, and their cover ratios are multiplied.
 */
export function planLeafPaths(forest: Forest, [begin, end]: readonly [number, number]): PathTree[] {
  const trees: PathTree[] = [];
  let leaves = 0;
  for (let tree = forest.roundStart[begin]!; tree < forest.roundStart[end]!; tree += 1) {
    const plan = planTree(forest, tree, leaves);
    leaves += plan.leaves.length;
    trees.push(plan);
  }
  return trees;
}

/** A node still to be visited, with the path that leads to it. */
interface Visit {
  readonly node: number;
  readonly depth: number;
  readonly features: readonly number[];
  readonly ratios: readonly number[];
}

function planTree(forest: Forest, tree: number, firstLeaf: number): PathTree {
  const root = forest.treeStart[tree]!;
  const nodes = forest.treeStart[tree + 1]! - root;
  const weight = forest.treeWeight[tree]!;
  const slot = new Int32Array(nodes).fill(-1);
  const leafAt = new Int32Array(nodes).fill(-1);
  const leaves: LeafPath[] = [];
  let [deepest, mostFeatures] = [0, 0];
  const open: Visit[] = [{ node: root, depth: 0, features: [], ratios: [] }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { node, depth, features, ratios } = visit;
    deepest = Math.max(deepest, depth);
    if (forest.left[node]! < 0) {
      mostFeatures = Math.max(mostFeatures, features.length);
      leafAt[node - root] = leaves.length;
      leaves.push({
        index: firstLeaf + leaves.length,
        value: forest.value[node]! * weight,
        features: Int32Array.from(features),
        ratios: Float64Array.from(ratios),
      });
      continue;
    }
    const feature = forest.feature[node]!;
    const known = features.indexOf(feature);
    const at = known < 0 ? features.length : known;
    slot[node - root] = at;
    for (const child of [root + forest.right[node]!, root + forest.left[node]!]) {
      const ratio = forest.cover[node]! > 0 ? forest.cover[child]! / forest.cover[node]! : 0;
      open.push({
        node: child,
        depth: depth + 1,
        features: known < 0 ? [...features, feature] : features,
        ratios: known < 0 ? [...ratios, ratio] : ratios.with(at, ratios[at]! * ratio),
      });
    }
  }
  return { tree, output: forest.treeOutput[tree]!, root, depth: deepest, mostFeatures, leaves, slot, leafAt };
}
