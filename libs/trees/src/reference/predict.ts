import { isLeft } from '../exact/is-left.ts';
import { roundsOf } from '../exact/rounds.ts';
import { viewRows } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import type { DenseRows } from '../rows/dense-rows.ts';
import type { PredictOptions } from '../score/tree-scorer.ts';
import { applyLink } from '../score/apply-link.ts';

/**
 * Predicts in plain TypeScript, row by row and tree by tree, each sum rounded to a 32-bit float as the library has it:
 * margins are bit-identical to XGBoost's. What the kernel is tested against, and what scores where WebAssembly has no
 * SIMD.
 *
 * @throws TypeError when rows or buffer have another shape; RangeError when there are no such rounds
 */
export function predictPlainly(forest: Forest, rows: DenseRows, options: PredictOptions = {}): Float32Array {
  const view = viewRows(rows, forest.features);
  const [begin, end] = roundsOf(forest, options.rounds);
  const [first, last] = [forest.roundStart[begin]!, forest.roundStart[end]!];
  const isLeaf = options.output === 'leaf';
  const width = isLeaf ? last - first : forest.outputs;
  const result = options.into ?? new Float32Array(view.rows * width);
  if (result.length !== view.rows * width)
    throw new TypeError(`Expected a buffer of ${view.rows * width} numbers, found ${result.length}`);
  for (let row = 0; row < view.rows; row += 1) {
    if (!isLeaf) result.set(forest.baseMargins, row * width);
    for (let tree = first; tree < last; tree += 1) {
      const start = forest.treeStart[tree]!;
      let node = start;
      while (forest.left[node]! >= 0) {
        const value = view.values[row * view.rowStride + forest.feature[node]! * view.columnStride]!;
        node = start + (isLeft(forest, node, value) ? forest.left : forest.right)[node]!;
      }
      if (isLeaf) result[row * width + tree - first] = node - start;
      else
        result[row * width + forest.treeOutput[tree]!]! += Math.fround(
          forest.value[node]! * forest.treeWeight[tree]!,
        );
    }
  }
  if (options.output === 'value') applyLink(forest.link, forest.outputs, result);
  return result;
}
