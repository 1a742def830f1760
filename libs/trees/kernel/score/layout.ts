/** Where things lie in memory; `src/kernel/score-kernel.ts` has the same numbers. */

/** Rows that are worked on together: all of their columns, sums and table offsets lie in the first-level cache. */
export const TILE: usize = 128;

/** Offsets of a tile's rows into up to 16 tables: 16 bits each. */
export const OFFSETS: usize = 1024;

/** Results of the nodes of one tree for a tile, a byte a row. */
export const RESULTS: usize = 8192;
