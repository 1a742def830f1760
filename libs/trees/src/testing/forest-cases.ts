import type { Forest } from '../forest/forest.ts';
import type { RandomForestOptions } from './random-forest.ts';

/** Forests small enough for the definition, each with something special. */
export const FOREST_CASES: readonly [name: string, options: Omit<RandomForestOptions, 'seed'>][] = [
  ['stumps', { features: 3, rounds: 5, maxDepth: 1 }],
  ['single leaves', { features: 2, rounds: 2, maxDepth: 0 }],
  ['repeated features', { features: 3, rounds: 3, maxDepth: 6 }],
  ['many features', { features: 9, rounds: 3, maxDepth: 5 }],
  ['categories', { features: 5, rounds: 3, maxDepth: 4, categorical: [0, 3] }],
  ['classes and tree weights', { features: 5, rounds: 2, maxDepth: 4, outputs: 3, dart: true }],
];

/** The rows of a row-major matrix, one array each. */
export function linesOf({ features }: Forest, values: Float32Array): Float32Array[] {
  return Array.from({ length: values.length / features }, (_, row) =>
    values.subarray(row * features, (row + 1) * features),
  );
}

/** Greatest difference between numbers and the lines that they should be. */
export function worstDifference(found: ArrayLike<number>, expected: readonly ArrayLike<number>[]): number {
  let [worst, at] = [0, 0];
  for (const line of expected)
    for (const value of Array.from(line)) {
      const difference = Math.abs(value - found[at]!);
      worst = difference <= worst ? worst : difference;
      at += 1;
    }
  return at === found.length ? worst : NaN;
}
