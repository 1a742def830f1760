export { train } from './train.ts';
export type { TrainOptions } from './train.ts';
export { endIdleThreads } from './training-crew.ts';
export type { TrainedForest } from './trained-forest.ts';
export type { LabelledRows, Objective, TrainParams, TrainRequest, TrainRound } from './train-request.ts';
