import type { Forest } from '../forest/forest.ts';
import type { LeafPath, PathTree } from './leaf-paths.ts';
import type { RowView } from './row-view.ts';
import { createWalk, type Walk, walkLeaves } from './walk-leaves.ts';

/** What a leaf adds to a row's result, which depends on the row only through its pattern. */
export interface LeafRule {
  /** How many numbers a leaf with this many features adds. */
  width(features: number): number;
  /** Where in a row's result each of the leaf's numbers is added. */
  targets(leaf: LeafPath, targets: Int32Array): void;
  /** Writes the leaf's numbers for a row that satisfies the features whose entry is 1. */
  fill(leaf: LeafPath, satisfied: Uint8Array, into: Float64Array, at: number): void;
}

/** Deeper paths would need tables of more than 2^14 entries. */
export const MOST_TABLE_FEATURES = 14;

/** Numbers in the tables of one tree that are kept while all blocks of rows pass: 32 MB. */
const MOST_KEPT = 2 ** 22;
const SMALL_BLOCK = 256;
const LARGE_BLOCK = 8192;

/**
 * Adds what every leaf of the trees says about rows `[begin, end)`, by tables that are filled when a pattern first
 * appears: afterwards a leaf costs a row one look-up. `sums` has `width` numbers for each of the rows and outputs.
 * The tables of one tree are kept at a time; where they would be too many, those of one leaf, for larger blocks.
 */
export function addByTables(
  forest: Forest,
  trees: readonly PathTree[],
  view: RowView,
  [begin, end]: readonly [begin: number, end: number],
  rule: LeafRule,
  sums: Float64Array,
  width: number,
): void {
  if (begin === end) return;
  const { outputs } = forest;
  const stride = outputs * width;
  const tables = planTables(trees, rule);
  const { table, filled, targets, satisfied } = tables;
  const small = createWalk(SMALL_BLOCK, tables.depth);
  let large: Walk | undefined;

  for (const tree of trees) {
    const isKept = numbersOf(tree, rule) <= MOST_KEPT;
    const walk = isKept ? small : (large ??= createWalk(LARGE_BLOCK, tables.depth));
    if (isKept) filled.fill(0, 0, patternsOf(tree));
    for (let block = begin; block < end; block += walk.rows) {
      const count = Math.min(walk.rows, end - block);
      let [tableAt, patternAt] = [0, 0];
      walkLeaves(forest, tree, view, [block, count], walk, (leaf, patterns) => {
        const features = leaf.features.length;
        const numbers = rule.width(features);
        const mask = 2 ** features - 1;
        rule.targets(leaf, targets);
        if (!isKept) {
          [tableAt, patternAt] = [0, 0];
          filled.fill(0, 0, mask + 1);
        }
        let row = (block - begin) * stride + tree.output * width;
        for (let i = 0; i < count; i += 1, row += stride) {
          const pattern = patterns[i]! & mask;
          const entry = tableAt + pattern * numbers;
          if (filled[patternAt + pattern] === 0) {
            filled[patternAt + pattern] = 1;
            for (let k = 0; k < features; k += 1) satisfied[k] = (pattern >> k) & 1;
            rule.fill(leaf, satisfied, table, entry);
          }
          for (let k = 0; k < numbers; k += 1) sums[row + targets[k]!]! += table[entry + k]!;
        }
        tableAt += (mask + 1) * numbers;
        patternAt += mask + 1;
      });
    }
  }
}

interface Tables {
  readonly depth: number;
  readonly table: Float64Array;
  readonly filled: Uint8Array;
  readonly targets: Int32Array;
  readonly satisfied: Uint8Array;
}

/** Room for the largest tree that is kept whole and for the largest leaf of the others. */
function planTables(trees: readonly PathTree[], rule: LeafRule): Tables {
  let [depth, features, numbers, patterns] = [0, 0, 0, 0];
  for (const tree of trees) {
    depth = Math.max(depth, tree.depth);
    features = Math.max(features, tree.mostFeatures);
    const isKept = numbersOf(tree, rule) <= MOST_KEPT;
    const leaf = 2 ** tree.mostFeatures;
    numbers = Math.max(numbers, isKept ? numbersOf(tree, rule) : leaf * rule.width(tree.mostFeatures));
    patterns = Math.max(patterns, isKept ? patternsOf(tree) : leaf);
  }
  return {
    depth,
    table: new Float64Array(numbers),
    filled: new Uint8Array(patterns),
    targets: new Int32Array(rule.width(features)),
    satisfied: new Uint8Array(features),
  };
}

function patternsOf(tree: PathTree): number {
  return tree.leaves.reduce((sum, { features }) => sum + 2 ** features.length, 0);
}

function numbersOf(tree: PathTree, rule: LeafRule): number {
  return tree.leaves.reduce(
    (sum, { features }) => sum + 2 ** features.length * rule.width(features.length),
    0,
  );
}
