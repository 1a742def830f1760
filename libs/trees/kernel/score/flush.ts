import { TILE } from './layout';

/** Adds the sums of a block of rows, times their unit, to row-major numbers, and clears the sums. */
export function flush(
  sums: usize,
  sumTile: usize,
  rows: i32,
  features: i32,
  unit: f32,
  to: usize,
  rowBytes: usize,
): void {
  const units = f32x4.splat(unit);
  for (let begin = 0; begin < rows; begin += <i32>TILE, sums += sumTile) {
    const end = min(rows - begin, <i32>TILE);
    let feature = 0;
    for (; feature + 4 <= features; feature += 4) {
      let from = sums + <usize>feature * (TILE * 4);
      let out = to + <usize>(feature * 4);
      let row = 0;
      for (; row + 4 <= end; row += 4, from += 16, out += 4 * rowBytes) {
        const a = v128.load(from);
        const b = v128.load(from, TILE * 4);
        const c = v128.load(from, TILE * 8);
        const d = v128.load(from, TILE * 12);
        const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
        const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
        const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
        const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
        add(out, v128.shuffle<i64>(ab, cd, 0, 2), units);
        add(out + rowBytes, v128.shuffle<i64>(ab, cd, 1, 3), units);
        add(out + 2 * rowBytes, v128.shuffle<i64>(abHigh, cdHigh, 0, 2), units);
        add(out + 3 * rowBytes, v128.shuffle<i64>(abHigh, cdHigh, 1, 3), units);
      }
      for (; row < end; row += 1, from += 4, out += rowBytes)
        for (let lane: usize = 0; lane < 4; lane += 1) addOne(out + lane * 4, from + lane * (TILE * 4), unit);
    }
    for (; feature < features; feature += 1) {
      let from = sums + <usize>feature * (TILE * 4);
      let out = to + <usize>(feature * 4);
      for (let row = 0; row < end; row += 1, from += 4, out += rowBytes) addOne(out, from, unit);
    }
    memory.fill(sums, 0, sumTile);
    to += TILE * rowBytes;
  }
}

@inline
function add(to: usize, sums: v128, units: v128): void {
  v128.store(to, f32x4.add(v128.load(to), f32x4.mul(f32x4.convert_i32x4_s(sums), units)));
}

@inline
function addOne(to: usize, sum: usize, unit: f32): void {
  store<f32>(to, load<f32>(to) + <f32>load<i32>(sum) * unit);
}
