import { OFFSETS, TILE } from './layout';
import { addInPlace, lookUp1, lookUp2, lookUp3, SLOT_BYTES, SLOTS } from './lookup';

/*
 * A pass adds the Shapley values of up to 16 tables to the sums of a block of rows. Its tables have the same lanes (up
 * to 12 features). A pass is 32 words:
 *   0 quads of lanes   1 tables   2 … 13 offset of each lane's sums in a tile   16 … address of its tables' descriptions
 * A table is 8 words:
 *   0 address   1 bytes   2 address of its conditions   3 conditions of index A   4 of index B
 *   5 bytes that A counts   6 bytes that B counts   7 (two halves) conditions of A and of B that add 1: the first ones
 * A condition is 8 bytes: offset of its column in a tile, threshold (a byte, signed), what it adds to the index.
 */

/** Runs passes on a block of rows with the tables copied to fixed slots, whose addresses are constants of the code. */
export function explain(
  pass: usize,
  passes: i32,
  rows: i32,
  columns: usize,
  columnTile: usize,
  sums: usize,
  sumTile: usize,
): void {
  const tiles = (rows + <i32>TILE - 1) / <i32>TILE;
  for (let i = 0; i < passes; i += 1, pass += 128) {
    const quads = load<i32>(pass);
    const count = <usize>load<u32>(pass, 4);
    const tables = <usize>load<u32>(pass, 64);
    for (let k: usize = 0; k < count; k += 1) {
      const table = tables + k * 32;
      memory.copy(SLOTS + k * SLOT_BYTES, <usize>load<u32>(table), <usize>load<u32>(table, 4));
    }
    let columnsAt = columns;
    let sumsAt = sums;
    for (let tile = 0; tile < tiles; tile += 1, columnsAt += columnTile, sumsAt += sumTile) {
      for (let k: usize = 0; k < count; k += 1) index(tables + k * 32, columnsAt, OFFSETS + k * 256);
      if (quads == 2) lookUp2(pass, count, sumsAt);
      else if (quads == 3) lookUp3(pass, count, sumsAt);
      else lookUp1(pass, count, sumsAt);
    }
  }
}

/** The same for a few rows, which would not repay the copies. */
export function explainInPlace(
  pass: usize,
  passes: i32,
  rows: i32,
  columns: usize,
  columnTile: usize,
  sums: usize,
  sumTile: usize,
): void {
  for (let i = 0; i < passes; i += 1, pass += 128) {
    const count = <usize>load<u32>(pass, 4);
    const tables = <usize>load<u32>(pass, 64);
    let columnsAt = columns;
    let sumsAt = sums;
    for (let left = rows; left > 0; left -= <i32>TILE, columnsAt += columnTile, sumsAt += sumTile) {
      const rowsHere = min(left, <i32>TILE);
      // All offsets before the first entry: the entries lie far from each other, and are fetched while others are added.
      for (let k: usize = 0; k < count; k += 1) {
        if (rowsHere <= 16) index16(tables + k * 32, columnsAt, OFFSETS + k * 256);
        else index(tables + k * 32, columnsAt, OFFSETS + k * 256);
      }
      addInPlace(pass, tables, count, rowsHere, sumsAt);
    }
  }
}

/** Offsets of a tile's rows into one table. */
function index(table: usize, columns: usize, to: usize): void {
  let condition = <usize>load<u32>(table, 8);
  const countA = load<i32>(table, 12);
  count(condition, countA, load<u16>(table, 28), columns, to, load<u16>(table, 20), false);
  const countB = load<i32>(table, 16);
  if (countB != 0) count(condition + 8 * countA, countB, load<u16>(table, 30), columns, to, load<u16>(table, 24), true);
}

/** Adds up what the conditions that hold contribute, for 128 rows: eight accumulators of 16 bytes. */
@inline
function count(condition: usize, conditions: i32, ones: i32, columns: usize, to: usize, unit: u16, onTop: bool): void {
  let a0 = i8x16.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  let a6 = a0;
  let a7 = a0;
  const end = condition + 8 * conditions;
  // A mask is −1 where the condition holds: what adds 1 is one instruction less.
  for (const endOfOnes = condition + 8 * ones; condition < endOfOnes; condition += 8) {
    const column = columns + <usize>load<u32>(condition);
    const threshold = v128.load_splat<i8>(condition, 4);
    a0 = i8x16.sub(a0, i8x16.gt_s(v128.load(column, 0), threshold));
    a1 = i8x16.sub(a1, i8x16.gt_s(v128.load(column, 16), threshold));
    a2 = i8x16.sub(a2, i8x16.gt_s(v128.load(column, 32), threshold));
    a3 = i8x16.sub(a3, i8x16.gt_s(v128.load(column, 48), threshold));
    a4 = i8x16.sub(a4, i8x16.gt_s(v128.load(column, 64), threshold));
    a5 = i8x16.sub(a5, i8x16.gt_s(v128.load(column, 80), threshold));
    a6 = i8x16.sub(a6, i8x16.gt_s(v128.load(column, 96), threshold));
    a7 = i8x16.sub(a7, i8x16.gt_s(v128.load(column, 112), threshold));
  }
  for (; condition < end; condition += 8) {
    const column = columns + <usize>load<u32>(condition);
    const threshold = v128.load_splat<i8>(condition, 4);
    const adds = v128.load_splat<i8>(condition, 5);
    a0 = i8x16.add(a0, v128.and(adds, i8x16.gt_s(v128.load(column, 0), threshold)));
    a1 = i8x16.add(a1, v128.and(adds, i8x16.gt_s(v128.load(column, 16), threshold)));
    a2 = i8x16.add(a2, v128.and(adds, i8x16.gt_s(v128.load(column, 32), threshold)));
    a3 = i8x16.add(a3, v128.and(adds, i8x16.gt_s(v128.load(column, 48), threshold)));
    a4 = i8x16.add(a4, v128.and(adds, i8x16.gt_s(v128.load(column, 64), threshold)));
    a5 = i8x16.add(a5, v128.and(adds, i8x16.gt_s(v128.load(column, 80), threshold)));
    a6 = i8x16.add(a6, v128.and(adds, i8x16.gt_s(v128.load(column, 96), threshold)));
    a7 = i8x16.add(a7, v128.and(adds, i8x16.gt_s(v128.load(column, 112), threshold)));
  }
  const units = i16x8.splat(unit);
  widen(to, a0, units, onTop);
  widen(to + 32, a1, units, onTop);
  widen(to + 64, a2, units, onTop);
  widen(to + 96, a3, units, onTop);
  widen(to + 128, a4, units, onTop);
  widen(to + 160, a5, units, onTop);
  widen(to + 192, a6, units, onTop);
  widen(to + 224, a7, units, onTop);
}

@inline
function widen(to: usize, bytes: v128, units: v128, onTop: bool): void {
  let low = i16x8.mul(i16x8.extend_low_i8x16_u(bytes), units);
  let high = i16x8.mul(i16x8.extend_high_i8x16_u(bytes), units);
  if (onTop) {
    low = i16x8.add(low, v128.load(to));
    high = i16x8.add(high, v128.load(to, 16));
  }
  v128.store(to, low);
  v128.store(to, high, 16);
}

/** The same as `index` for the first 16 rows of a tile. */
function index16(table: usize, columns: usize, to: usize): void {
  let condition = <usize>load<u32>(table, 8);
  const countA = load<i32>(table, 12);
  const countB = load<i32>(table, 16);
  const a = count16(condition, countA, load<u16>(table, 28), columns);
  widen(to, a, i16x8.splat(load<u16>(table, 20)), false);
  if (countB == 0) return;
  const b = count16(condition + 8 * countA, countB, load<u16>(table, 30), columns);
  widen(to, b, i16x8.splat(load<u16>(table, 24)), true);
}

@inline
function count16(condition: usize, conditions: i32, ones: i32, columns: usize): v128 {
  let even = i8x16.splat(0);
  let odd = even;
  const end = condition + 8 * conditions;
  const endOfOnes = condition + 8 * ones;
  // Two sums, so that an addition does not wait for the one before.
  for (; condition + 8 < endOfOnes; condition += 16) {
    even = i8x16.sub(even, holds(condition, columns));
    odd = i8x16.sub(odd, holds(condition + 8, columns));
  }
  for (; condition < endOfOnes; condition += 8) even = i8x16.sub(even, holds(condition, columns));
  for (; condition < end; condition += 8)
    odd = i8x16.add(odd, v128.and(v128.load_splat<i8>(condition, 5), holds(condition, columns)));
  return i8x16.add(even, odd);
}

/** −1 in each of 16 rows where a condition holds. */
@inline
function holds(condition: usize, columns: usize): v128 {
  return i8x16.gt_s(v128.load(columns + <usize>load<u32>(condition)), v128.load_splat<i8>(condition, 4));
}
