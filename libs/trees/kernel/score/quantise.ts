import { TILE } from './layout';

/**
 * Turns a block of rows into columns of one byte, tile by tile (`tile, column, row of the tile`). A task is 8 words:
 * kind, where the values of its feature begin, column that is written, address and number of thresholds (or of
 * category words), first step of the search, default of a missing value.
 */
export function quantise(
  tasks: usize,
  count: i32,
  values: usize,
  rows: i32,
  rowBytes: usize,
  columnBytes: usize,
  columns: usize,
  tileBytes: usize,
): void {
  for (let i = 0; i < count; i += 1, tasks += 32) {
    const from = values + <usize>load<u32>(tasks, 4) * columnBytes;
    const to = columns + <usize>load<u32>(tasks, 8) * TILE;
    const table = <usize>load<u32>(tasks, 12);
    if (load<u32>(tasks) == 0) rank(from, rows, rowBytes, to, tileBytes, table, load<i32>(tasks, 20));
    else ask(from, rows, rowBytes, to, tileBytes, table, load<i32>(tasks, 16), load<i32>(tasks, 24));
  }
}

/**
 * Number of thresholds that each value reaches, minus 128, twice: once with a missing value below all thresholds, once
 * above all. Thresholds are padded with NaN, which no value reaches.
 */
function rank(
  from: usize,
  rows: i32,
  rowBytes: usize,
  to: usize,
  tileBytes: usize,
  thresholds: usize,
  firstStep: i32,
): void {
  for (let begin = 0; begin < rows; begin += <i32>TILE, to += tileBytes) {
    const end = min(rows - begin, <i32>TILE);
    let row = 0;
    // Four searches at once: one waits for its load while the others compare.
    for (; row + 4 <= end; row += 4) {
      const x0 = load<f32>(from);
      const x1 = load<f32>(from + rowBytes);
      const x2 = load<f32>(from + 2 * rowBytes);
      const x3 = load<f32>(from + 3 * rowBytes);
      from += 4 * rowBytes;
      let p0 = thresholds;
      let p1 = thresholds;
      let p2 = thresholds;
      let p3 = thresholds;
      for (let step = firstStep * 4; step >= 4; step >>= 1) {
        p0 += step & -(<i32>(x0 >= load<f32>(p0 + step - 4)));
        p1 += step & -(<i32>(x1 >= load<f32>(p1 + step - 4)));
        p2 += step & -(<i32>(x2 >= load<f32>(p2 + step - 4)));
        p3 += step & -(<i32>(x3 >= load<f32>(p3 + step - 4)));
      }
      write(to + row, x0, (p0 - thresholds) >> 2);
      write(to + row + 1, x1, (p1 - thresholds) >> 2);
      write(to + row + 2, x2, (p2 - thresholds) >> 2);
      write(to + row + 3, x3, (p3 - thresholds) >> 2);
    }
    for (; row < end; row += 1) {
      const x = load<f32>(from);
      from += rowBytes;
      let p = thresholds;
      for (let step = firstStep * 4; step >= 4; step >>= 1) p += step & -(<i32>(x >= load<f32>(p + step - 4)));
      write(to + row, x, (p - thresholds) >> 2);
    }
  }
}

@inline
function write(to: usize, x: f32, reached: usize): void {
  store<u8>(to, <u8>(reached - 128));
  store<u8>(to, <u8>select(<usize>127, reached - 128, x != x), TILE);
}

/** Whether a categorical split sends a value right: −127, or −128 where it goes left. */
function ask(
  from: usize,
  rows: i32,
  rowBytes: usize,
  to: usize,
  tileBytes: usize,
  bits: usize,
  words: i32,
  missing: i32,
): void {
  for (let begin = 0; begin < rows; begin += <i32>TILE, to += tileBytes) {
    const end = min(rows - begin, <i32>TILE);
    for (let row = 0; row < end; row += 1, from += rowBytes) {
      const x = load<f32>(from);
      let right = 0;
      if (x != x) right = missing;
      else if (x >= 0 && x < <f32>(words << 5)) {
        const category = <i32>x;
        right = (load<u32>(bits + ((category >> 5) << 2)) >> (category & 31)) & 1;
      }
      store<u8>(to + row, <u8>(right - 128));
    }
  }
}
