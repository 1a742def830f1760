import { roundsOf } from '../exact/rounds.ts';
import { described } from '../checks/refuse.ts';
import { expectForest } from '../forest/expect-forest.ts';
import type { Forest } from '../forest/forest.ts';
import { hasSimd } from '../kernel/runtime.ts';
import type { Engine, ScorerOptions, TreeRange } from './engine.ts';
import { createScalarEngine } from './scalar-engine.ts';
import { SimdEngine } from './simd-engine.ts';

const MEMORY_BUDGET_BYTES = 256 * 2 ** 20;

/** The kernel where the runtime has SIMD, else plain TypeScript. */
export function createEngine(forest: Forest, options: ScorerOptions = {}): Engine {
  const { memoryBudgetBytes = MEMORY_BUDGET_BYTES, simd = hasSimd() } = options;
  checkEngine(forest, memoryBudgetBytes);
  return simd ? new SimdEngine(forest, memoryBudgetBytes) : createScalarEngine(forest);
}

/** @throws TypeError when it is no forest; RangeError when the budget is no number of bytes */
export function checkEngine(forest: Forest, memoryBudgetBytes: number = MEMORY_BUDGET_BYTES): void {
  expectForest(forest);
  if (!(memoryBudgetBytes >= 0))
    throw new RangeError(
      `Expected a memory budget of 0 bytes or more, found ${described(memoryBudgetBytes)}`,
    );
}

/**
 * Trees of the boosting rounds `[begin, end)`.
 *
 * @throws RangeError when the model has no such rounds
 */
export function treesOf(forest: Forest, rounds?: readonly [number, number]): TreeRange {
  const [begin, end] = roundsOf(forest, rounds);
  return [forest.roundStart[begin]!, forest.roundStart[end]!];
}
