import * as P from './plan';
import { columnAt, nodeAt, rows, shareBegin, thread, threads, word } from './state';

/** Each thread has rows of its own, which it parts among the nodes by itself. */
export function beginRows(): void {
  const begin = shareBegin(rows, thread);
  const end = shareBegin(rows, thread + 1);
  const list = word(P.LIST_A);
  for (let row = begin; row < end; row++) store<u32>(list + (<usize>row << 2), row);
  setSegment(0, begin, end);
}

@inline
export function segmentAt(node: u32, its: u32): usize {
  return word(P.SEGMENTS) + ((node * threads + its) << 3);
}

function setSegment(node: u32, begin: u32, end: u32): void {
  store<u32>(segmentAt(node, thread), begin);
  store<u32>(segmentAt(node, thread), end, 4);
}

/** Levels take turns with two lists of rows. */
@inline
export function listOf(depth: u32): usize {
  return (depth & 1) == 0 ? word(P.LIST_A) : word(P.LIST_B);
}

/** A thread's own rows of the level go to the children's lists, or, at leaves, take the leaf's value. */
export function moveRows(isLast: bool, depth: u32): void {
  const end = word(P.LEVEL_BEGIN);
  // The level before: its nodes are those of this depth.
  for (let node = levelBegin(end, depth); node < end; node++) {
    const begin = load<u32>(segmentAt(node, thread));
    const stop = load<u32>(segmentAt(node, thread), 4);
    const left = load<i32>(nodeAt(node), P.NODE_LEFT);
    if (left < 0) addLeaf(listOf(depth), begin, stop, load<f32>(nodeAt(node), P.NODE_VALUE));
    else if (isLast) addLeaves(node, <u32>left, listOf(depth), begin, stop);
    else part(node, <u32>left, listOf(depth), listOf(depth + 1), begin, stop);
  }
}

/** First node of a depth: nodes are numbered level by level. */
function levelBegin(end: u32, depth: u32): u32 {
  let node = end;
  while (node > 0 && load<u32>(nodeAt(node - 1), P.NODE_DEPTH) == depth) node--;
  return node;
}

function addLeaf(list: usize, begin: u32, end: u32, value: f32): void {
  const margins = word(P.MARGINS);
  for (let place = begin; place < end; place++) {
    const at = margins + (<usize>load<u32>(list + (<usize>place << 2)) << 2);
    store<f32>(at, load<f32>(at) + value);
  }
}

function addLeaves(node: u32, left: u32, list: usize, begin: u32, end: u32): void {
  const margins = word(P.MARGINS);
  const codes = codesOf(node);
  const ways = word(P.GOES) + (node << 8);
  const leftValue = load<f32>(nodeAt(left), P.NODE_VALUE);
  const rightValue = load<f32>(nodeAt(left + 1), P.NODE_VALUE);
  for (let place = begin; place < end; place++) {
    const row = <usize>load<u32>(list + (<usize>place << 2));
    const goesLeft = load<u8>(ways + load<u8>(codes + row)) != 0;
    const at = margins + (row << 2);
    store<f32>(at, load<f32>(at) + (goesLeft ? leftValue : rightValue));
  }
}

/** Codes of the stored column that a node asks for. */
function codesOf(node: u32): usize {
  const stored = load<u32>(columnAt(load<u32>(nodeAt(node), P.NODE_COLUMN)), P.COLUMN_STORED);
  return load<u32>(word(P.STORED_CODES) + (stored << 2));
}

/** Rows that go left from the front, the others from the back, without branches. */
function part(node: u32, left: u32, from: usize, to: usize, begin: u32, end: u32): void {
  const codes = codesOf(node);
  const ways = word(P.GOES) + (node << 8);
  let front = to + (<usize>begin << 2);
  let back = to + (<usize>end << 2);
  for (let place = begin; place < end; place++) {
    const row = load<u32>(from + (<usize>place << 2));
    const way = <usize>load<u8>(ways + load<u8>(codes + row)) << 2;
    store<u32>(front, row);
    store<u32>(back - 4, row);
    front += way;
    back -= 4 - way;
  }
  const middle = <u32>((front - to) >> 2);
  setSegment(left, begin, middle);
  setSegment(left + 1, middle, end);
}
