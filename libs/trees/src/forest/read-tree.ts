import { TreesError } from '../trees-error.ts';
import type { Document } from './document.ts';
import type { ForestLimits } from './limits.ts';

/** One tree as the file has it, checked: the nodes that its root reaches form a tree. */
export interface TreeNodes {
  readonly nodes: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly feature: Int32Array;
  readonly value: Float32Array;
  readonly defaultLeft: Uint8Array;
  readonly cover: Float32Array;
  readonly gain: Float32Array;
  /** Words of category bits of each node, null for numeric nodes and leaves. */
  readonly categories: readonly (Uint32Array | null)[];
}

/**
 * Reads one tree.
 *
 * @throws TreesError when its arrays do not fit each other, a node has two parents or is its own ancestor, a column or
 *   child is not there, or it is beyond the limits
 */
export function readTree(tree: Document, features: number, limits: ForestLimits): TreeNodes {
  const width = tree.at('tree_param').at('size_leaf_vector');
  if (width.isThere && width.count(limits.outputs) > 1)
    throw new TreesError(
      `Expected one number a leaf at ${tree.path}, found vectors; train with multi_strategy "one_output_per_tree"`,
    );
  const nodes = tree.at('left_children').numbers().length;
  if (nodes === 0) tree.at('left_children').refuse('a node at least', 'none');
  const left = tree.at('left_children').integers(-1, nodes - 1, nodes);
  const right = tree.at('right_children').integers(-1, nodes - 1, nodes);
  const feature = tree.at('split_indices').numbers(nodes);
  const value = Float32Array.from(tree.at('split_conditions').numbers(nodes));
  const defaultLeft = Uint8Array.from(tree.at('default_left').integers(0, 1, nodes));
  const cover = Float32Array.from(tree.at('sum_hessian').numbers(nodes));
  const gain = tree.at('loss_changes').isThere
    ? Float32Array.from(tree.at('loss_changes').numbers(nodes))
    : new Float32Array(nodes);
  const categories = readCategories(tree, nodes, limits);
  const isReached = reach(tree, left, right, limits.depth);
  for (let node = 0; node < nodes; node += 1) {
    // What a pruning left behind is kept as a leaf, so that the others keep their numbers.
    if (!isReached[node] || left[node] === -1) {
      left[node] = -1;
      right[node] = -1;
      feature[node] = 0;
      categories[node] = null;
      if (!isReached[node]) value[node] = 0;
      if (!Number.isFinite(value[node]!))
        tree.at('split_conditions').refuse(`a finite leaf at node ${node}`, String(value[node]));
      continue;
    }
    const column = feature[node]!;
    if (!Number.isInteger(column) || column < 0 || column >= features)
      tree.at('split_indices').refuse(`a column from 0 to ${features - 1} at node ${node}`, String(column));
    checkCover(tree, cover, node, [left[node]!, right[node]!]);
    if (categories[node]) value[node] = 0;
    else if (Number.isNaN(value[node]))
      tree.at('split_conditions').refuse(`a threshold at node ${node}`, 'NaN');
  }
  return {
    nodes,
    left,
    right,
    feature: Int32Array.from(feature),
    value,
    defaultLeft,
    cover,
    gain,
    categories,
  };
}

/** How far two children may be from adding up to their parent: sums in float32, in another order. */
const MOST_UNEVEN = 0.01;

/** Shapley values are shares of covers: where these do not add up, neither do the values. */
function checkCover(
  tree: Document,
  cover: Float32Array,
  node: number,
  [left, right]: readonly [number, number],
): void {
  const its = cover[node]!;
  const below = cover[left]! + cover[right]!;
  if (!(its >= 0 && cover[left]! >= 0 && cover[right]! >= 0 && below < Infinity))
    tree
      .at('sum_hessian')
      .refuse(`sums from 0 at node ${node} and below`, `${its}, ${cover[left]} and ${cover[right]}`);
  if (Math.abs(below - its) > MOST_UNEVEN * its)
    tree.at('sum_hessian').refuse(`children of node ${node} that add up to its ${its}`, String(below));
}

/** Marks what the root reaches, each node once. */
function reach(tree: Document, left: Int32Array, right: Int32Array, mostDepth: number): Uint8Array {
  const isReached = new Uint8Array(left.length);
  let level = [0];
  isReached[0] = 1;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostDepth) tree.refuse(`at most ${mostDepth} levels`, 'more');
    const next: number[] = [];
    for (const node of level) {
      if (left[node] === -1 && right[node] === -1) continue;
      for (const child of [left[node]!, right[node]!]) {
        if (child < 0) tree.refuse(`two children or none at node ${node}`, 'one');
        if (isReached[child]) tree.refuse(`one parent for node ${child}`, 'two, or a circle');
        isReached[child] = 1;
        next.push(child);
      }
    }
    level = next;
  }
  return isReached;
}

/** The categories that go right, as bits; files list them one after another for all categorical nodes. */
function readCategories(tree: Document, nodes: number, limits: ForestLimits): (Uint32Array | null)[] {
  const sets: (Uint32Array | null)[] = Array.from({ length: nodes }, () => null);
  if (!tree.at('categories_nodes').isThere) return sets;
  const at = tree.at('categories_nodes').integers(0, nodes - 1);
  const listed = tree.at('categories').integers(0, limits.categories - 1);
  const starts = tree.at('categories_segments').integers(0, listed.length, at.length);
  const sizes = tree.at('categories_sizes').integers(0, listed.length, at.length);
  // Sets that share entries would let a small file ask for the square of what it holds.
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > listed.length) tree.at('categories').refuse(`${total} categories`, String(listed.length));
  let words = 0;
  at.forEach((node, i) => {
    const end = starts[i]! + sizes[i]!;
    if (end > listed.length) tree.at('categories').refuse(`${end} categories`, String(listed.length));
    const set = listed.subarray(starts[i]!, end);
    // A node that lists nothing is still a categorical one: everything goes left.
    const length = 1 + (set.reduce((most, code) => Math.max(most, code), 0) >> 5);
    words += length;
    if (words > limits.categoryWords)
      throw new TreesError(
        `Expected sets of categories that fit ${limits.categoryWords} words at ${tree.path}, found more; ` +
          'give categories small codes 0, 1, 2 …',
      );
    const bits = new Uint32Array(length);
    for (const code of set) bits[code >> 5]! |= 1 << (code & 31);
    sets[node] = bits;
  });
  return sets;
}
