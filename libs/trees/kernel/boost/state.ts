import * as P from './plan';

/** What a thread keeps of the plan; each has its own copy. */
export let thread: u32 = 0;
export let threads: u32 = 1;
export let rows: u32 = 0;
export let lambda: f64 = 1;
export let alpha: f64 = 0;
export let minChildWeight: f64 = 1;
export let maxDeltaStep: f64 = 0;
export let hasMonotone: bool = false;
export let unitG: f64 = 1;
export let unitH: f64 = 1;
export let scratch: usize = 0;

@inline
export function word(offset: usize): u32 {
  return load<u32>(P.PLAN + offset);
}

@inline
export function setWord(offset: usize, value: u32): void {
  store<u32>(P.PLAN + offset, value);
}

@inline
export function real(offset: usize): f64 {
  return load<f64>(P.PLAN + offset);
}

export function attach(self: u32, count: u32): void {
  thread = self;
  threads = count;
  rows = word(P.ROWS);
  lambda = real(P.LAMBDA);
  alpha = real(P.ALPHA);
  minChildWeight = real(P.MIN_CHILD_WEIGHT);
  maxDeltaStep = real(P.MAX_DELTA_STEP);
  hasMonotone = word(P.HAS_MONOTONE) != 0;
  scratch = word(P.SCRATCH) + self * P.SCRATCH_BYTES;
}

export function attachUnits(): void {
  unitG = real(P.UNIT_G);
  unitH = real(P.UNIT_H);
}

@inline
export function columnAt(column: u32): usize {
  return word(P.COLUMN_TABLE) + column * P.COLUMN_BYTES;
}

@inline
export function nodeAt(node: u32): usize {
  return word(P.NODES) + node * P.NODE_BYTES;
}

/** First of a thread's own rows among so many. */
export function shareBegin(all: u32, self: u32): u32 {
  return <u32>((<u64>all * self) / threads);
}
