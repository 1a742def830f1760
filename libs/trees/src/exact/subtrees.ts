import type { Forest } from '../forest/forest.ts';
import type { LeafPath, PathTree } from './leaf-paths.ts';
import type { LeafRule } from './leaf-rule.ts';

/** A bottom part of a tree that adds to a row as one: its pattern is the path's bits, then its nodes' outcomes. */
export interface Subtree {
  readonly root: number;
  /** Distinct features on the path above, each a bit: whether the row satisfies them. */
  readonly pathBits: number;
  /** Inner nodes below and including the root, each a bit after the path's: whether the row goes left. */
  readonly nodes: Int32Array;
  readonly leaves: readonly LeafPath[];
  /** Where in a row's result each of the subtree's numbers is added. */
  readonly targets: Int32Array;
  /** One a leaf: which of the subtree's numbers each of the leaf's numbers is added to. */
  readonly places: readonly Int32Array[];
}

/** A tree cut into its subtrees, from left to right. */
export interface CutTree {
  readonly tree: PathTree;
  readonly subtrees: readonly Subtree[];
  /** For node `root + i`: its place in `subtrees` when it is the root of one, else −1. */
  readonly subtreeAt: Int32Array;
}

/**
 * Cuts a tree into its largest bottom parts of at most `mostBits` bits; a leaf whose path alone has more is a part of
 * its own.
 */
export function cutTree(forest: Forest, tree: PathTree, rule: LeafRule, mostBits: number): CutTree {
  const subtrees: Subtree[] = [];
  const subtreeAt = new Int32Array(tree.slot.length).fill(-1);
  const inner = new Int32Array(tree.slot.length);
  const count = (node: number): number => {
    const i = node - tree.root;
    if (tree.leafAt[i]! < 0)
      inner[i] = 1 + count(tree.root + forest.left[node]!) + count(tree.root + forest.right[node]!);
    return inner[i]!;
  };
  const cut = (node: number, pathBits: number): void => {
    const i = node - tree.root;
    if (tree.leafAt[i]! >= 0 || pathBits + inner[i]! <= mostBits) {
      subtreeAt[i] = subtrees.length;
      subtrees.push(subtreeOf(forest, tree, rule, node, pathBits));
      return;
    }
    const below = Math.max(pathBits, tree.slot[i]! + 1);
    cut(tree.root + forest.left[node]!, below);
    cut(tree.root + forest.right[node]!, below);
  };
  count(tree.root);
  cut(tree.root, 0);
  return { tree, subtrees, subtreeAt };
}

function subtreeOf(forest: Forest, tree: PathTree, rule: LeafRule, root: number, pathBits: number): Subtree {
  const nodes: number[] = [];
  const leaves: LeafPath[] = [];
  const collect = (node: number): void => {
    const leaf = tree.leafAt[node - tree.root]!;
    if (leaf >= 0) {
      leaves.push(tree.leaves[leaf]!);
      return;
    }
    nodes.push(node);
    collect(tree.root + forest.left[node]!);
    collect(tree.root + forest.right[node]!);
  };
  collect(root);
  const union = new Map<number, number>();
  const places = leaves.map((leaf) =>
    Int32Array.from(rule.targets(leaf), (target) => {
      const place = union.get(target) ?? union.size;
      union.set(target, place);
      return place;
    }),
  );
  return {
    root,
    pathBits,
    nodes: Int32Array.from(nodes),
    leaves,
    targets: Int32Array.from(union.keys()),
    places,
  };
}

/** Entries of the subtree's table. */
export function patternsOf({ pathBits, nodes }: Subtree): number {
  return 2 ** (pathBits + nodes.length);
}
