import type { RowView } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import type { ScorerOptions, TreeRange } from '../score/engine.ts';
import type { Output } from '../score/tree-scorer.ts';
import type { ReasonOptions, Reasons } from '../score/reasons.ts';

/** What the pool counts in shared memory while a job runs. */
export const COUNTERS = 2;
/** Next block that nobody has taken. */
export const NEXT_BLOCK = 0;
/** 1 once the job is to end early. */
export const STOP = 1;

/** Rows of a block; the tail of a job is at most as long. */
export const BLOCK_ROWS = 16_384;

/** One call of the pool, as all of its threads get it; numbers lie in shared memory. */
export interface Job {
  readonly id: number;
  readonly model: number;
  readonly threads: number;
  readonly counters: Int32Array;
  readonly view: RowView;
  readonly range: TreeRange;
  readonly task: Task;
}

export type Task =
  | { readonly kind: 'predict'; readonly output: Output; readonly into: Float32Array }
  | { readonly kind: 'explain'; readonly into: Float32Array }
  | {
      readonly kind: 'reasons';
      readonly k: number;
      readonly options: Omit<ReasonOptions, 'onRow'>;
      readonly into: Reasons;
      /** Sums of the groups' absolute sums, one line a block. */
      readonly magnitudes: Float64Array;
    };

export type Request =
  | {
      readonly kind: 'load';
      readonly model: number;
      readonly forest: Forest;
      readonly options: ScorerOptions;
    }
  | { readonly kind: 'unload'; readonly model: number }
  | { readonly kind: 'run'; readonly job: Job };

export type Reply =
  | { readonly kind: 'progress'; readonly id: number; readonly rows: number }
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: Error; readonly isRefusal: boolean };
