import type { Matrix, Round, TrainedModel } from '@engage/engine';
import type { TrainOrder } from './train-job.ts';

/** What the worker thread is started with. */
export interface WorkerSetup {
  readonly libraryPath: string;
}

/** What the main thread asks; `id` comes back with the answer. */
export type Question =
  | { readonly kind: 'train'; readonly order: TrainOrder; readonly stopFlag: Int32Array }
  | {
      readonly kind: 'load';
      readonly scorer: number;
      readonly bytes: Uint8Array;
      readonly threads: number;
    }
  | {
      readonly kind: 'predict';
      readonly scorer: number;
      readonly matrix: Matrix;
      readonly output: 'margin' | 'value';
    }
  | { readonly kind: 'explain'; readonly scorer: number; readonly matrix: Matrix }
  | { readonly kind: 'unload'; readonly scorer: number };

export type Request = Question & { readonly id: number };

/** The result of each kind of question. */
export interface Answers {
  readonly train: TrainedModel;
  readonly load: null;
  readonly predict: Float32Array;
  readonly explain: Float32Array;
  readonly unload: null;
}

/** What the worker thread says. */
export type Reply =
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'round'; readonly id: number; readonly round: Round }
  | { readonly kind: 'done'; readonly id: number; readonly answer: Answers[keyof Answers] }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly message: string;
      /** Whether the engine refused, rather than that our own code broke. */
      readonly isEngineError: boolean;
    };

/** First element of a stop flag once the training is to stop. */
export const STOP = 1;
