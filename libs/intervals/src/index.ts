export { conformalShift } from './conformal-shift.ts';
export { fitBand } from './fit-band.ts';
export { fitIntervals } from './fit-intervals.ts';
export type { IntervalRows } from './fit-intervals.ts';
export { intervalFunction } from './interval-function.ts';
export type { Interval, IntervalFunction } from './interval-function.ts';
export type {
  Band,
  ConformalIntervals,
  IntervalModel,
  NoIntervals,
  VennAbersIntervals,
} from './interval-model.ts';
export { vennAbers } from './venn-abers.ts';
