export { train } from './train.ts';
export type { TrainOptions } from './train.ts';
export type { TrainedForest } from './trained-forest.ts';
export type { LabelledRows, Objective, TrainParams, TrainRequest, TrainRound } from './train-request.ts';
