import type { RawTree } from './grown-tree.ts';
import type { TrainRound } from './train-request.ts';

/** What a training thread is told. */
export type ToThread =
  | { readonly kind: 'begin'; readonly setup: ThreadSetup }
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'end' };

/** What a training thread needs for one training. */
export interface ThreadSetup {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
  readonly threads: number;
  readonly order: GrowthOrder;
}

/** What deciding between rounds needs. */
export interface GrowthOrder {
  readonly rounds: number;
  readonly columnSample: number;
  readonly seed: number;
  readonly hasTune: boolean;
  /** Whether anybody wants to hear of each round. */
  readonly isWatched: boolean;
  readonly patience: number | null;
  readonly objective: 'squared-error' | 'logistic' | 'tweedie' | 'poisson';
  /** Not 0 once the caller wants no more. */
  readonly abort: Int32Array;
}

/** Steps that all threads take together. */
export type Step = 'bin' | 'pack' | 'grow';

export type Told =
  | { readonly kind: 'done'; readonly step: Step; readonly growth?: Growth }
  | { readonly kind: 'round'; readonly round: TrainRound }
  | { readonly kind: 'failed'; readonly message: string };

/** The trees of all rounds that were grown, and the losses. */
export interface Growth {
  readonly trees: readonly RawTree[];
  readonly history: readonly number[];
}
