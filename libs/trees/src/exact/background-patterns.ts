import type { Forest } from '../forest/forest.ts';
import type { PathTree } from './leaf-paths.ts';
import type { RowView } from './row-view.ts';
import { createWalk, walkTree } from './walk-tree.ts';

/** The patterns that the background makes on each leaf's path: those of leaf i are `[start[i], start[i + 1])`. */
export interface BackgroundPatterns {
  readonly start: Int32Array;
  /** Bit k is 1 where the background satisfies the path's k-th feature; ascending within a leaf. */
  readonly pattern: Int32Array;
  /** Share of the background rows with that pattern; those of a leaf add up to 1. */
  readonly share: Float64Array;
}

/** Counts the background's patterns once, so that explaining a row no longer looks at the background's rows. */
export function countBackgroundPatterns(
  forest: Forest,
  trees: readonly PathTree[],
  background: RowView,
): BackgroundPatterns {
  const [depth, mostFeatures] = trees.reduce(
    ([deepest, most], tree) => [Math.max(deepest, tree.depth), Math.max(most, tree.mostFeatures)],
    [0, 0],
  );
  const walk = createWalk(background.rows, depth);
  const counts = new Int32Array(2 ** mostFeatures);
  const pattern: number[] = [];
  const share: number[] = [];
  const last = trees.at(-1)?.leaves.at(-1)?.index ?? -1;
  const start = new Int32Array(last + 2);
  for (const tree of trees)
    walkTree(
      forest,
      tree.root,
      tree.slot,
      tree.leafAt,
      background,
      [0, background.rows],
      walk,
      (place, patterns) => {
        const leaf = tree.leaves[place]!;
        const mask = 2 ** leaf.features.length - 1;
        counts.fill(0, 0, mask + 1);
        for (let i = 0; i < background.rows; i += 1) counts[patterns[i]! & mask]! += 1;
        start[leaf.index] = pattern.length;
        for (let bits = 0; bits <= mask; bits += 1)
          if (counts[bits]! > 0) {
            pattern.push(bits);
            share.push(counts[bits]! / background.rows);
          }
        // A tree's leaves are visited in the order of their numbers, so the next leaf of the plan corrects this.
        start[leaf.index + 1] = pattern.length;
      },
    );
  return { start, pattern: Int32Array.from(pattern), share: Float64Array.from(share) };
}
