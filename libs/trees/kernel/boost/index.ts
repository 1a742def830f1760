import { barrier } from './barrier';
import { binColumns } from './bin';
import { computeGradients } from './gradients';
import { growTree } from './grow';
import { packColumns } from './pack';
import * as P from './plan';
import { attach, word } from './state';
import { scoreTuneRows } from './tune';

/** Finds bins and codes values of the columns at hand. All threads call each function once, at the same time. */
export function bin(thread: u32, threads: u32): void {
  attach(thread, threads);
  binColumns();
  barrier();
}

/** Lays codes out for growing, once the host has found exclusive columns. */
export function pack(thread: u32, threads: u32): void {
  attach(thread, threads);
  packColumns();
  barrier();
}

/** One boosting round; 0 where the training has ended. */
export function round(thread: u32, threads: u32): u32 {
  attach(thread, threads);
  barrier();
  if (word(P.STOP) != 0) return 0;
  computeGradients();
  growTree();
  scoreTuneRows();
  barrier();
  return 1;
}
