import type { RowView } from '../exact/row-view.ts';

/** Trees `[begin, end)`. */
export type TreeRange = readonly [begin: number, end: number];

/** How a scorer works; the results are the same. */
export interface ScorerOptions {
  /**
   * Most bytes of tables held at a time; 256 MB by default. Tables of more are built, used for all rows and dropped.
   * What leaves without tables need may take a quarter as much beside them, and is written for each block above it.
   */
  readonly memoryBudgetBytes?: number;
  /** Whether to use the WebAssembly kernel; by default where the runtime has SIMD. */
  readonly simd?: boolean;
}

/** What a scorer needs: the WebAssembly kernel with SIMD, or plain TypeScript. */
export interface Engine {
  /** Margins (`rows × outputs`), or the node of each tree's leaf (`rows × trees`). */
  predict(range: TreeRange, view: RowView, into: Float32Array, isLeaf: boolean): void;
  /** Whether explaining builds tables for every call, so that few calls of many rows are better than many of few. */
  isStreamed(range: TreeRange): boolean;
  /** Shapley values, `rows × outputs × (features + 1)`, into a buffer, or to a listener alone. */
  explain(range: TreeRange, view: RowView, into: Float32Array | null, watch?: ExplainWatch): void;
}

/** Who follows an explanation. */
export interface ExplainWatch {
  /** Gets the values block by block; must not keep them: their memory is used again. */
  readonly onBlock?: (first: number, count: number, values: Float32Array) => void;
  /** Told of progress, in rows that sum up to all; where tables are built in turn, all rows pass several times. */
  readonly onRows?: (rows: number) => void;
  /** Asked before each block: the explanation ends early, and what it wrote is not complete. */
  readonly isStopped?: () => boolean;
}
