import type { Forest } from '../forest/forest.ts';
import type { DeepTree } from './explain-by-quadrature.ts';
import { LEAST_RATIO } from './quadrature.ts';

/** What lies below one side of a node: another node, a leaf (its value, less the centre), or nothing that counts. */
export type Branch = WalkNode | number | null;

/** An inner node on the way to leaves that are walked to, with what does not depend on the row. */
export interface WalkNode {
  /** Counted over all trees. */
  readonly node: number;
  /** Conditions above. */
  readonly level: number;
  /** Place of its feature among those of the tree. */
  readonly line: number;
  /**
   * Mask of the rows that satisfy what the path asked of the feature before: 0, all rows, where it asked nothing, else
   * 1 + 2 · level of the condition, + 1 where the path went right there.
   */
  readonly above: number;
  /** Cover ratios of the feature on the path: above the node, and through either side. */
  readonly ratioAbove: number;
  readonly ratios: readonly [left: number, right: number];
  readonly branches: readonly [left: Branch, right: Branch];
  /** Outcomes of the conditions from here on, at most; see `statesOf`. */
  readonly outcomes: number;
}

/** A tree without the branches that do not count. */
export interface WalkTree {
  readonly tree: number;
  readonly root: WalkNode;
  /** Distinct features of the nodes. */
  readonly features: readonly number[];
  /** Most distinct features, and most conditions, of a path. */
  readonly mostFeatures: number;
  readonly depth: number;
}

/** How a row may go at a node: left, right, or (where the feature was asked for before) neither way satisfied. */
export function statesOf({ above }: WalkNode): 2 | 3 {
  return above === 0 ? 2 : 3;
}

export function isNode(branch: Branch): branch is WalkNode {
  return typeof branch === 'object' && branch !== null;
}

/** The part of a tree that leads to leaves that count; null where there is none, or nothing is asked. */
export function walkTree(forest: Forest, { tree, leaves, centre = 0 }: DeepTree): WalkTree | null {
  const start = forest.treeStart[tree]!;
  const weight = forest.treeWeight[tree]!;
  const counts = leaves && new Set(leaves);
  const lines = new Map<number, number>();
  const path = new Map<number, { readonly ratio: number; readonly mask: number }>();
  let [mostFeatures, depth] = [0, 0];

  const visit = (node: number, level: number): Branch => {
    if (forest.left[node]! < 0) {
      if (counts !== undefined && !counts.has(node)) return null;
      mostFeatures = Math.max(mostFeatures, path.size);
      depth = Math.max(depth, level);
      return forest.value[node]! * weight - centre;
    }
    const feature = forest.feature[node]!;
    const before = path.get(feature);
    const { ratio: ratioAbove, mask: above } = before ?? { ratio: 1, mask: 0 };
    const cover = forest.cover[node]!;
    const children = [start + forest.left[node]!, start + forest.right[node]!] as const;
    const ratioOf = (child: number): number =>
      Math.max(ratioAbove * (cover > 0 ? forest.cover[child]! / cover : 0), LEAST_RATIO);
    const ratios = [ratioOf(children[0]), ratioOf(children[1])] as const;
    const enter = (side: 0 | 1): Branch => {
      path.set(feature, { ratio: ratios[side], mask: 1 + 2 * level + side });
      return visit(children[side], level + 1);
    };
    const branches = [enter(0), enter(1)] as const;
    if (before === undefined) path.delete(feature);
    else path.set(feature, before);
    if (branches[0] === null && branches[1] === null) return null;
    if (!lines.has(feature)) lines.set(feature, lines.size);
    const line = lines.get(feature)!;
    const below = outcomesOf(branches[0]) * outcomesOf(branches[1]);
    const outcomes = (above === 0 ? 2 : 3) * below;
    return { node, level, line, above, ratioAbove, ratios, branches, outcomes };
  };
  const root = visit(start, 0);
  return isNode(root) ? { tree, root, features: [...lines.keys()], mostFeatures, depth } : null;
}

export function outcomesOf(branch: Branch): number {
  return isNode(branch) ? branch.outcomes : 1;
}
