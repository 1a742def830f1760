import { RESULTS, TILE } from './layout';

/*
 * A tree is 8 words: 0 kind   5 address of its values   6 offset of its sums in a tile; and, of kind 0 (few leaves):
 * 1 address of its steps   2 leaves beside an inner node   3 nodes with two leaves   4 other nodes; of kind 1 (many):
 * 1 address of its nodes   2 steps to its deepest leaf.
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
    const end = <usize>min(left, <i32>TILE);
    let at = tree;
    for (let i = 0; i < trees; i += 1, at += 32) {
      const values = <usize>load<u32>(at, 20);
      let sum = sums + <usize>load<u32>(at, 24);
      if (load<u32>(at) != 0) {
        descend(<usize>load<u32>(at, 4), load<i32>(at, 8), values, columns, end, sum);
        continue;
      }
      if (end <= 16) fold16(at, columns);
      else fold(at, columns);
      for (let row: usize = 0; row < end; row += 4, sum += 16) {
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

/** The same for the first 16 rows of a tile. */
function fold16(tree: usize, columns: usize): void {
  let step = <usize>load<u32>(tree, 4);
  for (const end = step + 8 * load<i32>(tree, 8); step < end; step += 8)
    v128.store(RESULTS + <usize>load<u8>(step, 5) * TILE, v128.load_splat<i8>(step, 6));
  for (const end = step + 8 * load<i32>(tree, 12); step < end; step += 8) {
    const to = RESULTS + <usize>load<u8>(step, 5) * TILE;
    const threshold = v128.load_splat<i8>(step, 4);
    pair(columns + <usize>load<u32>(step), to, threshold, v128.load_splat<i8>(step, 6), 0);
  }
  for (const end = step + 8 * load<i32>(tree, 16); step < end; step += 8) {
    const to = RESULTS + <usize>load<u8>(step, 5) * TILE;
    const right = RESULTS + <usize>load<u8>(step, 6) * TILE;
    choose(columns + <usize>load<u32>(step), to, right, v128.load_splat<i8>(step, 4), 0);
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

/**
 * Trees of more leaves: four rows at a time, each as many steps as the deepest leaf needs, so that no branch depends on
 * the rows. A node is two words: its left child (the right one follows it), then column (16 bits) and threshold (8).
 * Leaves are their own left child and have a threshold that nothing is above.
 */
function descend(nodes: usize, steps: i32, values: usize, columns: usize, rows: usize, sum: usize): void {
  for (const end = columns + rows; columns < end; columns += 4, sum += 16) {
    let n0 = nodes;
    let n1 = nodes;
    let n2 = nodes;
    let n3 = nodes;
    for (let step = 0; step < steps; step += 1) {
      n0 = next(nodes, n0, columns);
      n1 = next(nodes, n1, columns + 1);
      n2 = next(nodes, n2, columns + 2);
      n3 = next(nodes, n3, columns + 3);
    }
    let line = v128.load32_zero(values + ((n0 - nodes) >> 1));
    line = v128.load_lane<f32>(values + ((n1 - nodes) >> 1), line, 1);
    line = v128.load_lane<f32>(values + ((n2 - nodes) >> 1), line, 2);
    line = v128.load_lane<f32>(values + ((n3 - nodes) >> 1), line, 3);
    v128.store(sum, f32x4.add(v128.load(sum), line));
  }
}

@inline
function next(nodes: usize, node: usize, columns: usize): usize {
  const value = <i32>load<i8>(columns + <usize>load<u16>(node, 4) * TILE);
  const goesRight = value > <i32>load<i8>(node, 6);
  return nodes + ((<usize>load<u32>(node) + <usize>goesRight) << 3);
}
