import { isLeft } from '../exact/is-left.ts';
import type { Forest } from '../forest/forest.ts';
import type { Engine } from './engine.ts';
import { explainByQuadrature } from './explain-by-quadrature.ts';
import { meanMargins } from './summarise-tree.ts';

/** Rows explained before a listener hears of them. */
const BLOCK_ROWS = 1024;

/** Scores in plain TypeScript, where WebAssembly has no SIMD: the same numbers, many times slower. */
export function createScalarEngine(forest: Forest): Engine {
  return {
    isStreamed: () => false,
    predict([begin, end], { values, rows, rowStride, columnStride }, into, isLeaf) {
      const width = isLeaf ? end - begin : forest.outputs;
      for (let row = 0; row < rows; row += 1) {
        if (!isLeaf) into.set(forest.baseMargins, row * width);
        for (let tree = begin; tree < end; tree += 1) {
          const root = forest.treeStart[tree]!;
          let node = root;
          while (forest.left[node]! >= 0) {
            const value = values[row * rowStride + forest.feature[node]! * columnStride]!;
            node = root + (isLeft(forest, node, value) ? forest.left[node]! : forest.right[node]!);
          }
          if (isLeaf) into[row * width + tree - begin] = node - root;
          else
            into[row * width + forest.treeOutput[tree]!]! += Math.fround(
              forest.value[node]! * forest.treeWeight[tree]!,
            );
        }
      }
    },
    explain([begin, end], view, into, { onBlock, onRows, isStopped } = {}) {
      const width = forest.features + 1;
      const bias = meanMargins(forest, [begin, end]);
      const trees = Array.from({ length: end - begin }, (_, i) => ({ tree: begin + i }));
      for (let first = 0; first < view.rows; first += BLOCK_ROWS) {
        if (isStopped?.()) return;
        const count = Math.min(BLOCK_ROWS, view.rows - first);
        const sums = new Float64Array(count * forest.outputs * width);
        explainByQuadrature(forest, trees, view, [first, count], sums);
        for (let i = 0; i < count * forest.outputs; i += 1)
          sums[i * width + forest.features] = bias[i % forest.outputs]!;
        into?.set(sums, first * forest.outputs * width);
        onBlock?.(first, count, Float32Array.from(sums));
        onRows?.(count);
      }
    },
  };
}
