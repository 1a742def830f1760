import { TILE } from './layout';

/*
 * Leaves of paths too long for a table: `src/score/explain-by-quadrature.ts` says what is computed and does the same in
 * plain TypeScript. Here a tree is a program (`src/score/plan-walk.ts` writes it) that is run once for 16 rows: how each
 * of them goes at a node is a byte, its state, and all that a node does to the rows of one state are products with numbers
 * that were worked out before.
 *
 * A tree is 8 words:
 *   0 address of its passes   1 passes   2 address of the offsets of its features (in a row's values)   3 features
 *   4 offset of its sums
 * A pass is 4 words, for 6 or 8 of the tree's points of quadrature, in three or four vectors:
 *   0 address of its steps   1 where they end   2 address of the weights of its points   3 vectors
 * A step is 12 words, then its conditions, the offsets of its sums, and its numbers, each at a multiple of 16 bytes:
 *   0 kind   1 bytes of all   2 offset of the states   3 of the products   4 of the totals   5 of other products or totals
 *   6 conditions   7 offset of its sums, or how many there are   8 offset of its numbers (from the step)
 * A condition is 4 words:
 *   0 offset of its column in a tile   1 threshold (a byte, signed), what it adds to the states (a byte)
 *   2 offset of the mask of the rows that satisfy what the path asked of its feature before   3 where its own two go
 * Offsets without a word of what from lead into the work area, which begins with a mask of all rows.
 */

/** Rows that go through a tree together. */
const ROWS: usize = 16;

/** Two inner nodes below: products of the left one to another place, of the right one to the same. */
const SPLIT: u32 = 0;
/** The totals of the two come together. */
const JOIN: u32 = 1;
/** One inner node below. */
const DOWN: u32 = 2;
const UP: u32 = 3;
/** The same beside a leaf. */
const UP_BESIDE_LEAF: u32 = 4;
/** All nodes from one on, of so few states that their leaves are added up for each. */
const BOTTOM: u32 = 5;

/** Adds the Shapley values of some trees' leaves to the values of a block of rows. */
export function walk(
  tree: usize,
  trees: i32,
  rows: i32,
  columns: usize,
  columnTile: usize,
  work: usize,
  values: usize,
  rowBytes: usize,
): void {
  v128.store(work, i8x16.splat(-1));
  for (let i = 0; i < trees; i += 1, tree += 32) {
    const features = <usize>load<u32>(tree, 12);
    const sums = work + <usize>load<u32>(tree, 16);
    memory.fill(sums, 0, features * (ROWS * 16));
    const passes = <usize>load<u32>(tree);
    const end = passes + 16 * <usize>load<u32>(tree, 4);
    for (let row: usize = 0; row < <usize>rows; row += ROWS) {
      const here = min(<usize>rows - row, ROWS);
      const at = columns + row / TILE * columnTile + row % TILE;
      for (let pass = passes; pass < end; pass += 16) {
        const from = <usize>load<u32>(pass);
        const to = <usize>load<u32>(pass, 4);
        const weights = <usize>load<u32>(pass, 8);
        if (load<u32>(pass, 12) == 4) run(from, to, weights, here, at, work, true);
        else run(from, to, weights, here, at, work, false);
      }
      give(<usize>load<u32>(tree, 8), features, sums, here, values + row * rowBytes, rowBytes);
    }
  }
}

/** Adds the sums (two halves each) to the values, and clears them. */
function give(feature: usize, features: usize, sum: usize, rows: usize, values: usize, rowBytes: usize): void {
  for (let k: usize = 0; k < features; k += 1, feature += 4, sum += ROWS * 16) {
    let to = values + <usize>load<u32>(feature);
    for (let at = sum, end = sum + 16 * rows; at < end; at += 16, to += rowBytes) {
      store<f32>(to, <f32>(<f64>load<f32>(to) + load<f64>(at) + load<f64>(at, 8)));
      v128.store(at, f64x2.splat(0));
    }
  }
}

/** Runs the steps of a pass; `four` is a constant where this is called: vectors of points, four or three. */
@inline
function run(step: usize, end: usize, weights: usize, rows: usize, columns: usize, work: usize, four: bool): void {
  const size: usize = four ? 64 : 48;
  begin(work + <usize>load<u32>(step, 12), weights, rows, size);
  for (; step < end; step += <usize>load<u32>(step, 4)) {
    const kind = load<u32>(step);
    const states = work + <usize>load<u32>(step, 8);
    const products = work + <usize>load<u32>(step, 12);
    const totals = work + <usize>load<u32>(step, 16);
    const other = work + <usize>load<u32>(step, 20);
    const conditions = <usize>load<u32>(step, 24);
    const sums = <usize>load<u32>(step, 28);
    const numbers = step + <usize>load<u32>(step, 32);
    if (conditions > 0) ask(step + 48, conditions, columns, states, work);
    if (kind == BOTTOM) bottom(step + 48 + (conditions << 4), sums, states, products, totals, numbers, rows, work, four);
    else if (kind == SPLIT) split(states, products, other, numbers, rows, four);
    else if (kind == JOIN) join(states, totals, other, work + sums, numbers, rows, four);
    else if (kind == DOWN) down(states, products, other, numbers, rows, four);
    else if (kind == UP) up(states, totals, work + sums, numbers, rows, four);
    else upBesideLeaf(states, products, totals, work + sums, numbers, rows, four);
  }
}

@inline
function begin(products: usize, weights: usize, rows: usize, size: usize): void {
  for (const end = products + rows * size; products < end; products += size) memory.copy(products, weights, size);
}

/**
 * States of 16 rows: of each condition, 0 where a row goes left, 1 where it goes right, 2 where it does not satisfy what
 * the path asked of the feature before, times what the condition adds.
 */
@inline
function ask(condition: usize, conditions: usize, columns: usize, states: usize, work: usize): void {
  let sum = i8x16.splat(0);
  for (const end = condition + (conditions << 4); condition < end; condition += 16) {
    const column = columns + <usize>load<u32>(condition);
    const right = i8x16.gt_s(v128.load(column), v128.load_splat<i8>(condition, 4));
    const adds = v128.load_splat<i8>(condition, 5);
    const above = v128.load(work + <usize>load<u32>(condition, 8));
    const own = work + <usize>load<u32>(condition, 12);
    v128.store(own, v128.andnot(above, right));
    v128.store(own, v128.and(above, right), 16);
    sum = i8x16.add(sum, v128.bitselect(v128.and(right, adds), i8x16.add(adds, adds), above));
  }
  v128.store(states, sum);
}

@inline
function split(states: usize, products: usize, left: usize, numbers: usize, rows: usize, four: bool): void {
  const size: usize = four ? 64 : 48;
  for (let row: usize = 0; row < rows; row += 1, products += size, left += size) {
    const at = numbers + <usize>load<u8>(states + row) * (2 * size);
    const p0 = v128.load(products);
    const p1 = v128.load(products, 16);
    const p2 = v128.load(products, 32);
    v128.store(left, f64x2.mul(p0, v128.load(at)));
    v128.store(left, f64x2.mul(p1, v128.load(at, 16)), 16);
    v128.store(left, f64x2.mul(p2, v128.load(at, 32)), 32);
    const next = at + size;
    v128.store(products, f64x2.mul(p0, v128.load(next)));
    v128.store(products, f64x2.mul(p1, v128.load(next, 16)), 16);
    v128.store(products, f64x2.mul(p2, v128.load(next, 32)), 32);
    if (four) {
      const p3 = v128.load(products, 48);
      v128.store(left, f64x2.mul(p3, v128.load(at, 48)), 48);
      v128.store(products, f64x2.mul(p3, v128.load(next, 48)), 48);
    }
  }
}

@inline
function down(states: usize, products: usize, to: usize, numbers: usize, rows: usize, four: bool): void {
  const size: usize = four ? 64 : 48;
  for (let row: usize = 0; row < rows; row += 1, products += size, to += size) {
    const at = numbers + <usize>load<u8>(states + row) * size;
    v128.store(to, f64x2.mul(v128.load(products), v128.load(at)));
    v128.store(to, f64x2.mul(v128.load(products, 16), v128.load(at, 16)), 16);
    v128.store(to, f64x2.mul(v128.load(products, 32), v128.load(at, 32)), 32);
    if (four) v128.store(to, f64x2.mul(v128.load(products, 48), v128.load(at, 48)), 48);
  }
}

@inline
function join(
  states: usize,
  totals: usize,
  right: usize,
  sum: usize,
  numbers: usize,
  rows: usize,
  four: bool,
): void {
  const size: usize = four ? 64 : 48;
  for (let row: usize = 0; row < rows; row += 1, totals += size, right += size, sum += 16) {
    const at = numbers + <usize>load<u8>(states + row) * (2 * size);
    const a0 = v128.load(totals);
    const a1 = v128.load(totals, 16);
    const a2 = v128.load(totals, 32);
    const a3 = four ? v128.load(totals, 48) : a0;
    const b0 = v128.load(right);
    const b1 = v128.load(right, 16);
    const b2 = v128.load(right, 32);
    const b3 = four ? v128.load(right, 48) : b0;
    v128.store(totals, f64x2.add(a0, b0));
    v128.store(totals, f64x2.add(a1, b1), 16);
    v128.store(totals, f64x2.add(a2, b2), 32);
    if (four) v128.store(totals, f64x2.add(a3, b3), 48);
    const share = f64x2.add(dot(a0, a1, a2, a3, at, four), dot(b0, b1, b2, b3, at + size, four));
    v128.store(sum, f64x2.add(v128.load(sum), share));
  }
}

@inline
function up(states: usize, totals: usize, sum: usize, numbers: usize, rows: usize, four: bool): void {
  const size: usize = four ? 64 : 48;
  for (let row: usize = 0; row < rows; row += 1, totals += size, sum += 16) {
    const at = numbers + <usize>load<u8>(states + row) * size;
    const a0 = v128.load(totals);
    const a3 = four ? v128.load(totals, 48) : a0;
    const share = dot(a0, v128.load(totals, 16), v128.load(totals, 32), a3, at, four);
    v128.store(sum, f64x2.add(v128.load(sum), share));
  }
}

@inline
function upBesideLeaf(
  states: usize,
  products: usize,
  totals: usize,
  sum: usize,
  numbers: usize,
  rows: usize,
  four: bool,
): void {
  const size: usize = four ? 64 : 48;
  for (let row: usize = 0; row < rows; row += 1, products += size, totals += size, sum += 16) {
    const at = numbers + <usize>load<u8>(states + row) * (3 * size);
    const a0 = v128.load(totals);
    const a1 = v128.load(totals, 16);
    const a2 = v128.load(totals, 32);
    const a3 = four ? v128.load(totals, 48) : a0;
    const p0 = v128.load(products);
    const p1 = v128.load(products, 16);
    const p2 = v128.load(products, 32);
    const p3 = four ? v128.load(products, 48) : p0;
    const leaf = at + 2 * size;
    v128.store(totals, f64x2.add(a0, f64x2.mul(p0, v128.load(leaf))));
    v128.store(totals, f64x2.add(a1, f64x2.mul(p1, v128.load(leaf, 16))), 16);
    v128.store(totals, f64x2.add(a2, f64x2.mul(p2, v128.load(leaf, 32))), 32);
    if (four) v128.store(totals, f64x2.add(a3, f64x2.mul(p3, v128.load(leaf, 48))), 48);
    const share = f64x2.add(dot(a0, a1, a2, a3, at, four), dot(p0, p1, p2, p3, at + size, four));
    v128.store(sum, f64x2.add(v128.load(sum), share));
  }
}

/** Numbers of a state: the total of its leaves, then what they add to each feature, all without the products above. */
@inline
function bottom(
  offsets: usize,
  features: usize,
  states: usize,
  products: usize,
  totals: usize,
  numbers: usize,
  rows: usize,
  work: usize,
  four: bool,
): void {
  const size: usize = four ? 64 : 48;
  const stateBytes = (features + 1) * size;
  const endOfOffsets = offsets + (features << 2);
  for (let row: usize = 0; row < rows; row += 1, products += size, totals += size) {
    let at = numbers + <usize>load<u8>(states + row) * stateBytes;
    const p0 = v128.load(products);
    const p1 = v128.load(products, 16);
    const p2 = v128.load(products, 32);
    const p3 = four ? v128.load(products, 48) : p0;
    v128.store(totals, f64x2.mul(p0, v128.load(at)));
    v128.store(totals, f64x2.mul(p1, v128.load(at, 16)), 16);
    v128.store(totals, f64x2.mul(p2, v128.load(at, 32)), 32);
    if (four) v128.store(totals, f64x2.mul(p3, v128.load(at, 48)), 48);
    const line = work + (row << 4);
    for (let offset = offsets; offset < endOfOffsets; offset += 4) {
      at += size;
      const sum = line + <usize>load<u32>(offset);
      v128.store(sum, f64x2.add(v128.load(sum), dot(p0, p1, p2, p3, at, four)));
    }
  }
}

@inline
function dot(a0: v128, a1: v128, a2: v128, a3: v128, at: usize, four: bool): v128 {
  const even = f64x2.add(f64x2.mul(a0, v128.load(at)), f64x2.mul(a1, v128.load(at, 16)));
  const odd = f64x2.mul(a2, v128.load(at, 32));
  if (four) return f64x2.add(even, f64x2.add(odd, f64x2.mul(a3, v128.load(at, 48))));
  return f64x2.add(even, odd);
}
