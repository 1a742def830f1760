import { RESULTS, TILE } from './layout';

/*
 * A tree is 8 words: 0 kind (0 up to 256 leaves, 1 more)   1 address of its steps   2 leaves beside an inner node
 * 3 nodes with two leaves   4 other nodes   5 address of the leaves' values   6 offset of its sums (or leaves) in a tile.
 * Steps, 8 bytes each: offset of the column in a tile, threshold, slot of the result, leaf or right slot.
 * Leaves are numbered from left to right, so that the greater of two results is that of the right child.
 */

/** Adds each tree's leaf to the sums of a block of rows, tree after tree, as XGBoost does. */
export function predict(
  tree: usize,
  trees: i32,
  rows: i32,
  columns: usize,
  columnTile: usize,
  sums: usize,
  sumTile: usize,
): void {
  for (let left = rows; left > 0; left -= <i32>TILE, columns += columnTile, sums += sumTile) {
    const end = min(left, <i32>TILE);
    let at = tree;
    for (let i = 0; i < trees; i += 1, at += 32) {
      const values = <usize>load<u32>(at, 20);
      let sum = sums + <usize>load<u32>(at, 24);
      if (load<u32>(at) != 0) {
        descend(<usize>load<u32>(at, 4), values, columns, end, sum);
        continue;
      }
      fold(at, columns);
      for (let row: usize = 0; row < TILE; row += 4, sum += 16) {
        const leaves = v128.load32_zero(RESULTS + row);
        let line = v128.load32_zero(values + (<usize>i8x16.extract_lane_u(leaves, 0) << 2));
        line = v128.load_lane<f32>(values + (<usize>i8x16.extract_lane_u(leaves, 1) << 2), line, 1);
        line = v128.load_lane<f32>(values + (<usize>i8x16.extract_lane_u(leaves, 2) << 2), line, 2);
        line = v128.load_lane<f32>(values + (<usize>i8x16.extract_lane_u(leaves, 3) << 2), line, 3);
        v128.store(sum, f32x4.add(v128.load(sum), line));
      }
    }
  }
}

/** Evaluates all comparisons of a tree for a tile and folds them, bottom up, to the number of each row's leaf. */
function fold(tree: usize, columns: usize): void {
  let step = <usize>load<u32>(tree, 4);
  for (const end = step + 8 * load<i32>(tree, 8); step < end; step += 8) {
    const to = RESULTS + <usize>load<u8>(step, 5) * TILE;
    const leaf = v128.load_splat<i8>(step, 6);
    for (let at: usize = 0; at < TILE; at += 16) v128.store(to + at, leaf);
  }
  for (const end = step + 8 * load<i32>(tree, 12); step < end; step += 8) {
    const from = columns + <usize>load<u32>(step);
    const to = RESULTS + <usize>load<u8>(step, 5) * TILE;
    const threshold = v128.load_splat<i8>(step, 4);
    const leaf = v128.load_splat<i8>(step, 6);
    pair(from, to, threshold, leaf, 0);
    pair(from, to, threshold, leaf, 16);
    pair(from, to, threshold, leaf, 32);
    pair(from, to, threshold, leaf, 48);
    pair(from, to, threshold, leaf, 64);
    pair(from, to, threshold, leaf, 80);
    pair(from, to, threshold, leaf, 96);
    pair(from, to, threshold, leaf, 112);
  }
  for (const end = step + 8 * load<i32>(tree, 16); step < end; step += 8) {
    const from = columns + <usize>load<u32>(step);
    const to = RESULTS + <usize>load<u8>(step, 5) * TILE;
    const right = RESULTS + <usize>load<u8>(step, 6) * TILE;
    const threshold = v128.load_splat<i8>(step, 4);
    choose(from, to, right, threshold, 0);
    choose(from, to, right, threshold, 16);
    choose(from, to, right, threshold, 32);
    choose(from, to, right, threshold, 48);
    choose(from, to, right, threshold, 64);
    choose(from, to, right, threshold, 80);
    choose(from, to, right, threshold, 96);
    choose(from, to, right, threshold, 112);
  }
}

@inline
function pair(from: usize, to: usize, threshold: v128, leaf: v128, at: usize): void {
  v128.store(to + at, i8x16.sub(leaf, i8x16.gt_s(v128.load(from + at), threshold)));
}

@inline
function choose(from: usize, to: usize, right: usize, threshold: v128, at: usize): void {
  const goesRight = i8x16.gt_s(v128.load(from + at), threshold);
  v128.store(to + at, i8x16.max_u(v128.load(to + at), v128.and(v128.load(right + at), goesRight)));
}

/** Trees of more leaves, row by row. A node is four words: column's offset or −1, left (or leaf), right, threshold. */
function descend(nodes: usize, values: usize, columns: usize, rows: i32, sum: usize): void {
  for (let row = 0; row < rows; row += 1, columns += 1, sum += 4) {
    let node = nodes;
    for (let column = load<i32>(node); column >= 0; column = load<i32>(node)) {
      const right = <i32>load<i8>(columns + <usize>column) > load<i32>(node, 12);
      node = nodes + (<usize>select(load<u32>(node, 8), load<u32>(node, 4), right) << 4);
    }
    store<f32>(sum, load<f32>(sum) + load<f32>(values + (<usize>load<u32>(node, 4) << 2)));
  }
}
