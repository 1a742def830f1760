import type { Forest } from '../forest/forest.ts';

/**
 * Whether a node sends a value to its left child, by XGBoost's rule: a missing value by default, a number when it is
 * below the threshold, a category unless the node lists it (one that no code can be is not listed).
 */
export function isLeft(forest: Forest, node: number, value: number): boolean {
  if (value !== value) return forest.defaultLeft[node] === 1;
  const start = forest.categoryStart[node]!;
  const words = forest.categoryStart[node + 1]! - start;
  if (words === 0) return value < forest.value[node]!;
  if (!(value >= 0 && value < 32 * words)) return true;
  const category = Math.trunc(value);
  return ((forest.categoryBits[start + (category >> 5)]! >>> (category & 31)) & 1) === 0;
}
