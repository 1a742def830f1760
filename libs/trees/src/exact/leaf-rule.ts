import type { LeafPath } from './leaf-paths.ts';

/** What a leaf adds to a row's result, which depends on the row only through what it satisfies of the leaf's path. */
export interface LeafRule {
  /** Where in a row's result each of the leaf's numbers is added. */
  targets(leaf: LeafPath): ArrayLike<number>;
  /** Writes the leaf's numbers, in the order of its targets, for a row that satisfies the features whose entry is 1. */
  fill(leaf: LeafPath, satisfied: Uint8Array, into: Float64Array): void;
}

/**
 * Sums in float64 of a chunk of rows, a column for each number of a result, so that the rows of one column lie
 * together: `values[(output * width + number) * rows + row]`.
 */
export interface Sums {
  readonly values: Float64Array;
  /** Numbers a row and output. */
  readonly width: number;
  readonly rows: number;
}
