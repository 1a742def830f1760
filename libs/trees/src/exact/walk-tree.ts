import type { Forest } from '../forest/forest.ts';
import { isLeft } from './is-left.ts';
import type { RowView } from './row-view.ts';

/** Memory of a walk, made once and used for all trees. */
export interface Walk {
  /** Most rows walked at once. */
  readonly rows: number;
  /** One line of patterns for each level of a tree. */
  readonly patterns: readonly Int32Array[];
  /** One line of outcomes for each level: −1 left, 0 right. */
  readonly outcomes: readonly Int32Array[];
  /** A line for the visitor's own questions. */
  readonly asked: Int32Array;
}

export function createWalk(rows: number, depth: number): Walk {
  const lines = (): Int32Array[] => Array.from({ length: depth + 1 }, () => new Int32Array(rows));
  return { rows, patterns: lines(), outcomes: lines(), asked: new Int32Array(rows) };
}

/**
 * Goes down a tree from left to right and visits the nodes with a place in `stopAt` (not −1) with the pattern of each
 * row `[begin, begin + count)`: bit k is 1 where the row satisfies all conditions of the path on the feature with slot
 * k. Higher bits are undefined; the visitor may overwrite the patterns.
 */
export function walkTree(
  forest: Forest,
  root: number,
  slot: Int32Array,
  stopAt: Int32Array,
  view: RowView,
  rows: readonly [begin: number, count: number],
  walk: Walk,
  visit: (place: number, patterns: Int32Array) => void,
): void {
  const count = rows[1];
  const descend = (node: number, level: number): void => {
    const patterns = walk.patterns[level]!;
    if (stopAt[node - root]! >= 0) {
      visit(stopAt[node - root]!, patterns);
      return;
    }
    const outcomes = walk.outcomes[level]!;
    askNode(forest, node, view, rows, outcomes);
    const below = walk.patterns[level + 1]!;
    const others = ~(1 << slot[node - root]!);
    for (let i = 0; i < count; i += 1) below[i] = patterns[i]! & (others | outcomes[i]!);
    descend(root + forest.left[node]!, level + 1);
    for (let i = 0; i < count; i += 1) below[i] = patterns[i]! & (others | ~outcomes[i]!);
    descend(root + forest.right[node]!, level + 1);
  };
  walk.patterns[0]!.fill(-1, 0, count);
  descend(root, 0);
}

/** −1 for each row `[begin, begin + count)` that a node sends left, 0 for the others. */
export function askNode(
  forest: Forest,
  node: number,
  { values, rowStride, columnStride }: RowView,
  [begin, count]: readonly [begin: number, count: number],
  outcomes: Int32Array,
): void {
  let at = forest.feature[node]! * columnStride + begin * rowStride;
  if (forest.categoryStart[node]! < forest.categoryStart[node + 1]!) {
    for (let i = 0; i < count; i += 1, at += rowStride)
      outcomes[i] = isLeft(forest, node, values[at]!) ? -1 : 0;
    return;
  }
  const threshold = forest.value[node]!;
  // A comparison with NaN is false, so that one comparison serves both defaults.
  if (forest.defaultLeft[node] === 1)
    for (let i = 0; i < count; i += 1, at += rowStride) outcomes[i] = values[at]! >= threshold ? 0 : -1;
  else for (let i = 0; i < count; i += 1, at += rowStride) outcomes[i] = values[at]! < threshold ? -1 : 0;
}
