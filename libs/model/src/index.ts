export { HEADLINES } from './evaluation.ts';
export type { Baseline, Ceiling, Evaluation, Measurement, Measurements, PartFacts } from './evaluation.ts';
