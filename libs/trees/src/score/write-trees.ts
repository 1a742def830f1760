import type { Forest } from '../forest/forest.ts';
import type { Arena } from '../kernel/arena.ts';
import { TILE } from '../kernel/score-kernel.ts';
import { conditionAt, type ColumnPlan } from './plan-columns.ts';

/** Trees in the kernel's memory (kernel/score/predict.ts describes them). */
export interface WrittenTrees {
  readonly trees: number;
  readonly count: number;
}

const TREE_WORDS = 8;
/** Leaves that a byte tells apart; trees of more are descended row by row. */
const MOST_FOLDED = 256;

/**
 * Writes the trees `[begin, end)`.
 *
 * @param leafValue what a leaf node adds
 * @param line which of a tile's lines of sums a tree adds to
 */
export function writeTrees(
  forest: Forest,
  plan: ColumnPlan,
  [begin, end]: readonly [begin: number, end: number],
  arena: Arena,
  leafValue: (node: number, tree: number) => number,
  line: (tree: number) => number,
): WrittenTrees {
  const words = new Int32Array((end - begin) * TREE_WORDS);
  for (let tree = begin; tree < end; tree += 1) {
    const at = (tree - begin) * TREE_WORDS;
    const leaves = leavesOf(forest, tree);
    words[at + 6] = line(tree) * TILE * 4;
    if (leaves.length <= MOST_FOLDED) {
      words.set(writeFolded(forest, plan, tree, arena), at + 1);
      words[at + 5] = arena.put(Float32Array.from(leaves, (node) => leafValue(node, tree)));
    } else {
      const { nodes, steps, values } = writeNodes(forest, plan, tree, arena, leafValue);
      words.set([1, nodes, steps], at);
      words[at + 5] = values;
    }
  }
  return { trees: arena.put(words), count: end - begin };
}

/** Nodes of the leaves, from left to right. */
function leavesOf(forest: Forest, tree: number): number[] {
  const root = forest.treeStart[tree]!;
  const leaves: number[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop())
    if (forest.left[node]! < 0) leaves.push(node);
    else open.push(root + forest.right[node]!, root + forest.left[node]!);
  return leaves;
}

/** Steps in the order of their kinds; a node's result takes the slot of its left child's. */
function writeFolded(
  forest: Forest,
  plan: ColumnPlan,
  tree: number,
  arena: Arena,
): [address: number, alone: number, pairs: number, others: number] {
  const root = forest.treeStart[tree]!;
  const alone: Step[] = [];
  const pairs: Step[] = [];
  const others: Step[] = [];
  let leaves = 0;
  /** Slot of the node's result; slots of a subtree begin at `slot`, and the first one is its own. */
  const visit = (node: number, slot: number): number => {
    if (forest.left[node]! < 0) {
      alone.push({ column: 0, threshold: 0, slot, other: leaves });
      leaves += 1;
      return slot + 1;
    }
    const left = root + forest.left[node]!;
    const right = root + forest.right[node]!;
    if (forest.left[left]! < 0 && forest.left[right]! < 0) {
      pairs.push({ ...conditionAt(forest, plan, node), slot, other: leaves });
      leaves += 2;
      return slot + 1;
    }
    const rightSlot = visit(left, slot);
    const next = visit(right, rightSlot);
    others.push({ ...conditionAt(forest, plan, node), slot, other: rightSlot });
    return next;
  };
  visit(root, 0);
  const steps = [...alone, ...pairs, ...others];
  const bytes = new DataView(new ArrayBuffer(steps.length * 8));
  steps.forEach(({ column, threshold, slot, other }, i) => {
    bytes.setUint32(i * 8, column * TILE, true);
    bytes.setInt8(i * 8 + 4, threshold);
    bytes.setUint8(i * 8 + 5, slot);
    bytes.setUint8(i * 8 + 6, other);
  });
  return [arena.put(new Uint8Array(bytes.buffer)), alone.length, pairs.length, others.length];
}

interface Step {
  readonly column: number;
  readonly threshold: number;
  readonly slot: number;
  /** A leaf's number, or the slot of the right child's result. */
  readonly other: number;
}

/**
 * Nodes in the order of their levels, so that a right child follows its left one: 8 bytes each, with the value of each
 * and the number of levels.
 */
function writeNodes(
  forest: Forest,
  plan: ColumnPlan,
  tree: number,
  arena: Arena,
  leafValue: (node: number, tree: number) => number,
): { nodes: number; steps: number; values: number } {
  const root = forest.treeStart[tree]!;
  const order = [root];
  const bytes = new DataView(new ArrayBuffer((forest.treeStart[tree + 1]! - root) * 8));
  const values = new Float32Array(bytes.byteLength / 8);
  let [steps, endOfLevel] = [0, 1];
  for (let at = 0; at < order.length; at += 1) {
    if (at === endOfLevel) [steps, endOfLevel] = [steps + 1, order.length];
    const node = order[at]!;
    if (forest.left[node]! < 0) {
      bytes.setUint32(at * 8, at, true);
      bytes.setInt8(at * 8 + 6, 127);
      values[at] = leafValue(node, tree);
      continue;
    }
    const { column, threshold } = conditionAt(forest, plan, node);
    bytes.setUint32(at * 8, order.length, true);
    bytes.setUint16(at * 8 + 4, column, true);
    bytes.setInt8(at * 8 + 6, threshold);
    order.push(root + forest.left[node]!, root + forest.right[node]!);
  }
  return { nodes: arena.put(new Uint8Array(bytes.buffer)), steps, values: arena.put(values) };
}
