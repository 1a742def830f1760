import { roundsOf } from '../exact/rounds.ts';
import type { Forest } from '../forest/forest.ts';
import { hasSimd } from '../kernel/runtime.ts';
import type { Engine, ScorerOptions, TreeRange } from './engine.ts';
import { createScalarEngine } from './scalar-engine.ts';
import { SimdEngine } from './simd-engine.ts';

const MEMORY_BUDGET_BYTES = 256 * 2 ** 20;

/** The kernel where the runtime has SIMD, else plain TypeScript. */
export function createEngine(forest: Forest, options: ScorerOptions = {}): Engine {
  return (options.simd ?? hasSimd())
    ? new SimdEngine(forest, options.memoryBudgetBytes ?? MEMORY_BUDGET_BYTES)
    : createScalarEngine(forest);
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
