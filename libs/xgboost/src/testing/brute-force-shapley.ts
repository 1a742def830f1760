/** A tree as XGBoost's JSON has it, one number a node; child −1 marks a leaf, whose condition is its value. */
interface Tree {
  readonly left_children: readonly number[];
  readonly right_children: readonly number[];
  readonly split_indices: readonly number[];
  readonly split_conditions: readonly number[];
  readonly default_left: readonly number[];
  readonly sum_hessian: readonly number[];
  readonly split_type: readonly number[];
  readonly categories_nodes: readonly number[];
  readonly categories_segments: readonly number[];
  readonly categories_sizes: readonly number[];
  readonly categories: readonly number[];
}

/** The trees of a model that was saved as JSON. */
export function readTrees(json: string): Tree[] {
  // Version 1.7 writes the unused threshold of a categorical node as a bare NaN.
  const model = JSON.parse(json.replaceAll(/\bNaN\b/g, 'null')) as {
    learner: { gradient_booster: { model: { trees: Tree[] } } };
  };
  return model.learner.gradient_booster.model.trees;
}

/**
 * Shapley values by their definition, summed over the trees: for each feature the weighted mean, over all subsets
 * of the others, of what knowing it changes. What is not known is averaged by the cover of the branches
 * (path-dependent expectation; Lundberg et al. 2018, arXiv 1802.03888, algorithm 1).
 */
export function bruteForceShapley(trees: readonly Tree[], row: Float32Array): number[] {
  const features = row.length;
  const subsets = Array.from({ length: 2 ** features }, (_, known) =>
    trees.reduce((sum, tree) => sum + expectation(tree, row, known, 0), 0),
  );
  return Array.from({ length: features }, (_, feature) =>
    subsets.reduce((sum, value, known) => {
      if (known & (1 << feature)) return sum;
      const size = bitsIn(known);
      const weight = (factorial(size) * factorial(features - size - 1)) / factorial(features);
      return sum + weight * ((subsets[known | (1 << feature)] ?? NaN) - value);
    }, 0),
  );
}

/** Expected value of a tree below a node when the features whose bits are set in `known` are known. */
function expectation(tree: Tree, row: Float32Array, known: number, node: number): number {
  const left = tree.left_children[node] ?? -1;
  const right = tree.right_children[node] ?? -1;
  if (left === -1) return tree.split_conditions[node] ?? NaN;
  const feature = tree.split_indices[node] ?? NaN;
  if (known & (1 << feature))
    return expectation(tree, row, known, goesLeft(tree, node, row[feature] ?? NaN) ? left : right);
  const cover = (child: number): number => (tree.sum_hessian[child] ?? NaN) / (tree.sum_hessian[node] ?? NaN);
  return (
    cover(left) * expectation(tree, row, known, left) + cover(right) * expectation(tree, row, known, right)
  );
}

function goesLeft(tree: Tree, node: number, value: number): boolean {
  if (Number.isNaN(value)) return tree.default_left[node] === 1;
  // Thresholds are 32-bit floats, written in as few digits as tell them apart.
  if (tree.split_type[node] !== 1) return value < Math.fround(tree.split_conditions[node] ?? NaN);
  // The listed categories go right.
  const at = tree.categories_nodes.indexOf(node);
  const begin = tree.categories_segments[at] ?? 0;
  const listed = tree.categories.slice(begin, begin + (tree.categories_sizes[at] ?? 0));
  return !listed.includes(value);
}

function bitsIn(mask: number): number {
  return mask === 0 ? 0 : (mask & 1) + bitsIn(mask >> 1);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
