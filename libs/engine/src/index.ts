export { EngineError } from './engine.ts';
export type {
  Engine,
  LabelledRows,
  Objective,
  Round,
  Scorer,
  TrainedModel,
  TrainRequest,
  TreeParams,
} from './engine.ts';
export { rowsOf } from './matrix.ts';
export type { Matrix } from './matrix.ts';
