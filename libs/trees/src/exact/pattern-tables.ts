import type { Forest } from '../forest/forest.ts';
import type { LeafRule, Sums } from './leaf-rule.ts';
import type { RowView } from './row-view.ts';
import { type CutTree, patternsOf, type Subtree } from './subtrees.ts';
import { askNode, createWalk, type Walk, walkTree } from './walk-tree.ts';

/** Deeper paths would need tables of more than 2^14 entries. */
export const MOST_TABLE_FEATURES = 14;

/** Bits of a subtree's pattern: fewer make more look-ups, more make tables that leave the processor's cache. */
export const SUBTREE_BITS = 8;

/** Numbers in the tables of one tree that are kept while all blocks of rows pass: 32 MB. */
const MOST_KEPT = 2 ** 22;
const SMALL_BLOCK = 256;
const LARGE_BLOCK = 8192;

/**
 * Adds what every leaf of the trees says about rows `[begin, begin + sums.rows)`, by one table a subtree that is filled
 * when a pattern first appears: afterwards a subtree costs a row one look-up a number. The tables of one tree are kept
 * at a time; where they would be too many, those of one subtree, for larger blocks of rows.
 */
export function addByTables(
  forest: Forest,
  trees: readonly CutTree[],
  view: RowView,
  begin: number,
  rule: LeafRule,
  sums: Sums,
): void {
  const room = makeRoom(trees);
  const small = createWalk(SMALL_BLOCK, room.depth);
  let large: Walk | undefined;
  for (const cut of trees) {
    const isKept = numbersOf(cut) <= MOST_KEPT;
    const walk = isKept ? small : (large ??= createWalk(LARGE_BLOCK, room.depth));
    room.filled.fill(0);
    for (let block = 0; block < sums.rows; block += walk.rows) {
      const count = Math.min(walk.rows, sums.rows - block);
      const rows = [begin + block, count] as const;
      const at = cut.tree.output * sums.width * sums.rows + block;
      let [tableAt, filledAt] = [0, 0];
      walkTree(forest, cut.tree.root, cut.tree.slot, cut.subtreeAt, view, rows, walk, (index, patterns) => {
        const subtree = cut.subtrees[index]!;
        const entries = patternsOf(subtree);
        if (!isKept) room.filled.fill(0, 0, entries);
        addOutcomes(forest, subtree, view, rows, patterns, walk.asked);
        for (let i = 0; i < count; i += 1) {
          const pattern = patterns[i]!;
          if (room.filled[filledAt + pattern] === 1) continue;
          room.filled[filledAt + pattern] = 1;
          fillEntry(forest, cut, subtree, rule, pattern, room, tableAt);
        }
        addEntries(room.table, tableAt, entries, subtree.targets, patterns, count, sums, at);
        if (!isKept) return;
        tableAt += entries * subtree.targets.length;
        filledAt += entries;
      });
    }
  }
}

/** Memory for the largest tree that is kept whole and for the largest subtree of the others. */
interface Room {
  readonly depth: number;
  /** A subtree's numbers, one after another, with an entry for each pattern. */
  readonly table: Float64Array;
  readonly filled: Uint8Array;
  /** For one leaf: what of its path a row satisfies, and the numbers that follow. */
  readonly satisfied: Uint8Array;
  readonly numbers: Float64Array;
}

function makeRoom(trees: readonly CutTree[]): Room {
  let [depth, features, numbers, entries, leafNumbers] = [0, 0, 0, 0, 0];
  for (const cut of trees) {
    depth = Math.max(depth, cut.tree.depth);
    features = Math.max(features, cut.tree.mostFeatures);
    const isKept = numbersOf(cut) <= MOST_KEPT;
    let [sumOfEntries, mostEntries, mostNumbers] = [0, 0, 0];
    for (const subtree of cut.subtrees) {
      sumOfEntries += patternsOf(subtree);
      mostEntries = Math.max(mostEntries, patternsOf(subtree));
      mostNumbers = Math.max(mostNumbers, patternsOf(subtree) * subtree.targets.length);
      for (const places of subtree.places) leafNumbers = Math.max(leafNumbers, places.length);
    }
    numbers = Math.max(numbers, isKept ? numbersOf(cut) : mostNumbers);
    entries = Math.max(entries, isKept ? sumOfEntries : mostEntries);
  }
  return {
    depth,
    table: new Float64Array(numbers),
    filled: new Uint8Array(entries),
    satisfied: new Uint8Array(features),
    numbers: new Float64Array(leafNumbers),
  };
}

function numbersOf({ subtrees }: CutTree): number {
  return subtrees.reduce((sum, subtree) => sum + patternsOf(subtree) * subtree.targets.length, 0);
}

/** Turns the path's patterns into the subtree's: clears what lies above the path's bits, appends the outcomes. */
function addOutcomes(
  forest: Forest,
  { pathBits, nodes }: Subtree,
  view: RowView,
  rows: readonly [begin: number, count: number],
  patterns: Int32Array,
  asked: Int32Array,
): void {
  const count = rows[1];
  const mask = 2 ** pathBits - 1;
  for (let i = 0; i < count; i += 1) patterns[i]! &= mask;
  for (let k = 0; k < nodes.length; k += 1) {
    askNode(forest, nodes[k]!, view, rows, asked);
    const bit = 1 << (pathBits + k);
    for (let i = 0; i < count; i += 1) patterns[i]! |= asked[i]! & bit;
  }
}

/** The subtree's numbers for one pattern: the sum over its leaves. */
function fillEntry(
  forest: Forest,
  { tree }: CutTree,
  { root, pathBits, nodes, leaves, targets, places }: Subtree,
  rule: LeafRule,
  pattern: number,
  { table, satisfied, numbers }: Room,
  tableAt: number,
): void {
  const entries = 2 ** (pathBits + nodes.length);
  for (let k = 0; k < targets.length; k += 1) table[tableAt + k * entries + pattern] = 0;
  for (let k = 0; k < pathBits; k += 1) satisfied[k] = (pattern >> k) & 1;
  // Nodes and leaves were collected from left to right, root first, and are met in the same order again.
  let [node, leaf] = [0, 0];
  const descend = (at: number, features: number): void => {
    const slot = tree.slot[at - tree.root]!;
    if (slot < 0) {
      rule.fill(leaves[leaf]!, satisfied, numbers);
      const to = places[leaf]!;
      for (let k = 0; k < to.length; k += 1) table[tableAt + to[k]! * entries + pattern]! += numbers[k]!;
      leaf += 1;
      return;
    }
    const goesLeft = (pattern >> (pathBits + node)) & 1;
    node += 1;
    const before = slot === features ? 1 : satisfied[slot]!;
    const below = Math.max(features, slot + 1);
    satisfied[slot] = goesLeft === 1 ? before : 0;
    descend(tree.root + forest.left[at]!, below);
    satisfied[slot] = goesLeft === 1 ? 0 : before;
    descend(tree.root + forest.right[at]!, below);
    satisfied[slot] = before;
  };
  descend(root, pathBits);
}

function addEntries(
  table: Float64Array,
  tableAt: number,
  entries: number,
  targets: Int32Array,
  patterns: Int32Array,
  count: number,
  { values, rows }: Sums,
  at: number,
): void {
  for (let k = 0; k < targets.length; k += 1) {
    const from = tableAt + k * entries;
    const to = at + targets[k]! * rows;
    for (let i = 0; i < count; i += 1) values[to + i]! += table[from + patterns[i]!]!;
  }
}
