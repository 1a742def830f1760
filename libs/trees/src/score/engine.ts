import type { RowView } from '../exact/row-view.ts';

/** Trees `[begin, end)`. */
export type TreeRange = readonly [begin: number, end: number];

/** What a scorer needs: the WebAssembly kernel with SIMD, or plain TypeScript. */
export interface Engine {
  /** Margins (`rows × outputs`), or the node of each tree's leaf (`rows × trees`). */
  predict(range: TreeRange, view: RowView, into: Float32Array, isLeaf: boolean): void;
  /**
   * Shapley values, `rows × outputs × (features + 1)`, into a buffer, or block by block to a listener, which must not
   * keep the values: their memory is used again.
   */
  explain(
    range: TreeRange,
    view: RowView,
    into: Float32Array | null,
    onBlock?: (first: number, count: number, values: Float32Array) => void,
  ): void;
}
