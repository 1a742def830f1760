import { barrier, beginTasks, nextTask } from './barrier';
import { gradientOf, hessianOf, weightOf } from './gain';
import { addRows } from './histogram';
import * as P from './plan';
import { beginRows, listOf, moveRows, segmentAt } from './rows';
import { findSplit } from './split';
import { columnAt, hasMonotone, nodeAt, real, rows, scratch, setWord, thread, threads, word } from './state';

/** Least gain that counts, as the official library has it. */
const LEAST_GAIN: f64 = 1e-6;
const BLOCK_HISTOGRAM: usize = 16384;

/** Grows one tree, level by level, and moves the rows' margins by its leaves. */
export function growTree(): void {
  beginRows();
  if (thread == 0) beginTree();
  const blocks = word(P.BLOCKS);
  const mostDepth = word(P.MAX_DEPTH);
  for (let depth: u32 = 0; ; depth++) {
    if (depth == mostDepth) break;
    buildLevel(depth, blocks);
    if (thread == 0) chooseSplits(blocks);
    barrier();
    moveRows(depth + 1 == mostDepth, depth);
    barrier();
    if (word(P.LEVEL_END) == word(P.LEVEL_BEGIN)) break;
  }
}

function beginTree(): void {
  setWord(P.NODE_COUNT, 1);
  setWord(P.LEVEL_BEGIN, 0);
  setWord(P.LEVEL_END, 1);
  setWord(P.SUBTRACTS, 1);
  const root = nodeAt(0);
  memory.fill(root, 0, P.NODE_BYTES);
  store<i32>(root, -1, P.NODE_LEFT);
  store<f64>(root, -Infinity, P.NODE_LOWER);
  store<f64>(root, Infinity, P.NODE_UPPER);
  const slots = word(P.SLOTS);
  for (let slot: u32 = 1; slot < slots; slot++) store<u32>(word(P.FREE_SLOTS) + ((slots - 1 - slot) << 2), slot);
  setWord(P.FREE_COUNT, slots - 1);
}

/** Histograms and best splits of the level's nodes: tasks of one pair of siblings (or one node) and one block. */
function buildLevel(depth: u32, blocks: u32): void {
  if (thread == 0 && depth > 0 && word(P.SUBTRACTS) != 0) giveSlots();
  beginTasks();
  // Read behind the barrier: the first thread has just begun the tree.
  const begin = word(P.LEVEL_BEGIN);
  const nodes = word(P.LEVEL_END) - begin;
  const byPairs = depth > 0 && word(P.SUBTRACTS) != 0;
  const tasks = (byPairs ? nodes >> 1 : nodes) * blocks;
  for (let task = nextTask(); task < tasks; task = nextTask()) {
    const block = task % blocks;
    const its = task / blocks;
    if (byPairs) buildPair(begin + (its << 1), block, begin, blocks);
    else buildAlone(begin + its, block, begin, blocks, depth == 0);
  }
  barrier();
}

/** The smaller child of a pair gets a histogram of its own, the larger one its parent's. */
function giveSlots(): void {
  const begin = word(P.LEVEL_BEGIN);
  const needed = (word(P.LEVEL_END) - begin) >> 1;
  const free = word(P.FREE_COUNT);
  if (free < needed) {
    setWord(P.SUBTRACTS, 0);
    return;
  }
  for (let pair: u32 = 0; pair < needed; pair++) {
    const left = begin + (pair << 1);
    const smaller = rowsOf(left) <= rowsOf(left + 1) ? left : left + 1;
    const slot = load<u32>(word(P.FREE_SLOTS) + ((free - 1 - pair) << 2));
    store<u32>(nodeAt(smaller), slot, P.NODE_SLOT);
  }
  setWord(P.FREE_COUNT, free - needed);
}

function rowsOf(node: u32): u32 {
  let sum: u32 = 0;
  for (let its: u32 = 0; its < threads; its++) sum += load<u32>(segmentAt(node, its), 4) - load<u32>(segmentAt(node, its));
  return sum;
}

@inline
function histogramAt(node: u32, block: u32): usize {
  return word(P.HISTOGRAMS) + (<usize>load<u32>(nodeAt(node), P.NODE_SLOT) * word(P.BLOCKS) + block) * BLOCK_HISTOGRAM;
}

function buildPair(left: u32, block: u32, begin: u32, blocks: u32): void {
  const isLeftSmaller = rowsOf(left) <= rowsOf(left + 1);
  const smaller = histogramAt(isLeftSmaller ? left : left + 1, block);
  const larger = histogramAt(isLeftSmaller ? left + 1 : left, block);
  build(isLeftSmaller ? left : left + 1, block, smaller);
  const size = <usize>load<u32>(word(P.BLOCK_TABLE) + block * P.BLOCK_BYTES, P.BLOCK_SIZE) << 11;
  if (ASC_FEATURE_SIMD)
    for (let at: usize = 0; at < size; at += 16)
      v128.store(larger + at, i64x2.sub(v128.load(larger + at), v128.load(smaller + at)));
  else
    for (let at: usize = 0; at < size; at += 8)
      store<i64>(larger + at, load<i64>(larger + at) - load<i64>(smaller + at));
  findSplit(left, block, isLeftSmaller ? smaller : larger, recordAt(left - begin, block, blocks));
  findSplit(left + 1, block, isLeftSmaller ? larger : smaller, recordAt(left + 1 - begin, block, blocks));
}

function buildAlone(node: u32, block: u32, begin: u32, blocks: u32, isRoot: bool): void {
  const sums = isRoot ? histogramAt(0, block) : scratch;
  build(node, block, sums);
  // Every row has a code in the first column. All threads that write it write the same.
  if (isRoot) store<i64>(nodeAt(0), wholeOf(sums), P.NODE_SUM);
  findSplit(node, block, sums, recordAt(node - begin, block, blocks));
}

function wholeOf(sums: usize): i64 {
  let whole: i64 = 0;
  for (let code: u32 = 0; code < 256; code++) whole += load<i64>(sums + (code << 3));
  return whole;
}

@inline
function recordAt(place: u32, block: u32, blocks: u32): usize {
  return word(P.SPLITS) + (place * blocks + block) * P.SPLIT_BYTES;
}

function build(node: u32, block: u32, sums: usize): void {
  const width = load<u32>(word(P.BLOCK_TABLE) + block * P.BLOCK_BYTES, P.BLOCK_SIZE);
  memory.fill(sums, 0, <usize>width << 11);
  const codes = word(P.BLOCK_CODES) + <usize>block * (<usize>rows << 3);
  const list = listOf(load<u32>(nodeAt(node), P.NODE_DEPTH));
  for (let its: u32 = 0; its < threads; its++) {
    const begin = load<u32>(segmentAt(node, its));
    const count = load<u32>(segmentAt(node, its), 4) - begin;
    addRows(width, list + (<usize>begin << 2), count, word(P.GRADIENTS), codes, sums);
  }
}

/** Makes the children of the nodes that gain by a split; the others are leaves, and leave their histograms. */
function chooseSplits(blocks: u32): void {
  const begin = word(P.LEVEL_BEGIN);
  const end = word(P.LEVEL_END);
  const most = word(P.MAX_NODES);
  const rate = real(P.LEARNING_RATE);
  if (begin == 0) finishNode(0, rate);
  let next = end;
  for (let node = begin; node < end; node++) {
    const best = bestRecord(node - begin, blocks);
    const gain = load<f64>(best, P.SPLIT_GAIN);
    const isSplit = gain > LEAST_GAIN && gain >= real(P.GAMMA) && next + 2 <= most;
    if (isSplit) {
      split(node, best, next, rate);
      next += 2;
    } else if (word(P.SUBTRACTS) != 0) {
      const free = word(P.FREE_COUNT);
      store<u32>(word(P.FREE_SLOTS) + (free << 2), load<u32>(nodeAt(node), P.NODE_SLOT));
      setWord(P.FREE_COUNT, free + 1);
    }
  }
  setWord(P.LEVEL_BEGIN, end);
  setWord(P.LEVEL_END, next);
  setWord(P.NODE_COUNT, next);
}

/** The best of the blocks' records; the first of equal ones. */
function bestRecord(place: u32, blocks: u32): usize {
  let best = recordAt(place, 0, blocks);
  for (let block: u32 = 1; block < blocks; block++) {
    const its = recordAt(place, block, blocks);
    if (load<f64>(its, P.SPLIT_GAIN) > load<f64>(best, P.SPLIT_GAIN)) best = its;
  }
  return best;
}

function split(node: u32, best: usize, left: u32, rate: f64): void {
  const at = nodeAt(node);
  const column = load<u32>(best, P.SPLIT_COLUMN);
  const kind = load<u32>(best, P.SPLIT_KIND);
  const leftSum = load<i64>(best, P.SPLIT_LEFT);
  const rightSum = load<i64>(at, P.NODE_SUM) - leftSum;
  const code = load<i32>(best, P.SPLIT_CODE);
  store<u32>(at, left, P.NODE_LEFT);
  store<u32>(at, column, P.NODE_COLUMN);
  store<i32>(at, code, P.NODE_CODE);
  store<f64>(at, load<f64>(best, P.SPLIT_GAIN), P.NODE_GAIN);
  store<u32>(at, kind > 1 ? 1 : 0, P.NODE_BY_CATEGORY);
  store<u32>(at, kind & 1, P.NODE_DEFAULT_LEFT);
  memory.copy(word(P.CATEGORIES) + (node << 5), best + P.SPLIT_CATEGORIES, 32);
  if (load<u32>(columnAt(column), P.COLUMN_HAS_MISSING) == 0)
    // No row said where missing values go: with most of the rows.
    store<u32>(at, hessianOf(leftSum) >= hessianOf(rightSum) ? 1 : 0, P.NODE_DEFAULT_LEFT);
  child(node, left, leftSum, rate);
  child(node, left + 1, rightSum, rate);
  if (hasMonotone) boundChildren(node, left, column);
  writeWays(node, column, code);
}

function child(parent: u32, node: u32, sum: i64, rate: f64): void {
  const at = nodeAt(node);
  const its = nodeAt(parent);
  memory.fill(at, 0, P.NODE_BYTES);
  store<i32>(at, -1, P.NODE_LEFT);
  store<i64>(at, sum, P.NODE_SUM);
  store<f64>(at, load<f64>(its, P.NODE_LOWER), P.NODE_LOWER);
  store<f64>(at, load<f64>(its, P.NODE_UPPER), P.NODE_UPPER);
  store<u32>(at, load<u32>(its, P.NODE_DEPTH) + 1, P.NODE_DEPTH);
  // The smaller child is given another one later.
  store<u32>(at, load<u32>(its, P.NODE_SLOT), P.NODE_SLOT);
  finishNode(node, rate);
}

/** Weight and leaf value of a node from its sums. */
function finishNode(node: u32, rate: f64): void {
  const at = nodeAt(node);
  const sum = load<i64>(at, P.NODE_SUM);
  const weight = weightOf(
    gradientOf(sum),
    hessianOf(sum),
    load<f64>(at, P.NODE_LOWER),
    load<f64>(at, P.NODE_UPPER),
  );
  store<f64>(at, weight, P.NODE_WEIGHT);
  store<f32>(at, <f32>(weight * rate), P.NODE_VALUE);
}

/** Below a split that must rise or fall, both sides keep to their side of the middle. */
function boundChildren(node: u32, left: u32, column: u32): void {
  const direction = load<i32>(columnAt(column), P.COLUMN_MONOTONE);
  if (direction == 0) return;
  const middle = (load<f64>(nodeAt(left), P.NODE_WEIGHT) + load<f64>(nodeAt(left + 1), P.NODE_WEIGHT)) / 2;
  const below = direction > 0 ? left : left + 1;
  const above = direction > 0 ? left + 1 : left;
  store<f64>(nodeAt(below), middle, P.NODE_UPPER);
  store<f64>(nodeAt(above), middle, P.NODE_LOWER);
}

/** Where each code of the stored column goes: 1 left. */
function writeWays(node: u32, column: u32, code: i32): void {
  const at = nodeAt(node);
  const record = columnAt(column);
  const ways = word(P.GOES) + (node << 8);
  const implied = load<i32>(record, P.COLUMN_IMPLIED);
  const offset = load<u32>(record, P.COLUMN_OFFSET);
  const bins = load<u32>(record, P.COLUMN_BINS);
  const own = implied < 0 ? <u32>0 : offset;
  if (implied >= 0) memory.fill(ways, <u8>wayOf(at, node, <u32>implied, bins, code), 256);
  const last = implied < 0 ? bins : bins - 1 + load<u32>(record, P.COLUMN_HAS_MISSING);
  for (let its: u32 = 0; its <= last; its++)
    if (implied < 0 || its != <u32>implied) store<u8>(ways + its + own, <u8>wayOf(at, node, its, bins, code));
}

function wayOf(at: usize, node: u32, its: u32, bins: u32, code: i32): u32 {
  if (its == bins) return load<u32>(at, P.NODE_DEFAULT_LEFT);
  if (load<u32>(at, P.NODE_BY_CATEGORY) == 0) return <i32>its <= code ? 1 : 0;
  const bits = load<u32>(word(P.CATEGORIES) + (node << 5) + ((its >> 5) << 2));
  return ((bits >> (its & 31)) & 1) ^ 1;
}
