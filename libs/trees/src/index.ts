export { explainInteractions } from './exact/interactions.ts';
export { explainInterventional, planInterventional } from './exact/interventional.ts';
export type { InterventionalPlan } from './exact/interventional.ts';
export type { Forest, Link } from './forest/forest.ts';
export type { ForestLimits } from './forest/limits.ts';
export { DEFAULT_LIMITS } from './forest/limits.ts';
export { baseMarginOf } from './forest/links.ts';
export { readForest } from './forest/read-forest.ts';
export { writeForest } from './forest/write-forest.ts';
export { predictPlainly } from './reference/predict.ts';
export type { DenseRows } from './rows/dense-rows.ts';
export { createScorer } from './score/create-scorer.ts';
export type { ScorerOptions } from './score/engine.ts';
export type { Reasons, ReasonOptions } from './score/reasons.ts';
export type { ExplainOptions, Output, PredictOptions, TreeScorer } from './score/tree-scorer.ts';
export type {
  LabelledRows,
  Objective,
  TrainParams,
  TrainRequest,
  TrainRound,
} from './train/train-request.ts';
export { TreesError } from './trees-error.ts';
