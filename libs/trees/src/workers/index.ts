export { createPool } from './create-pool.ts';
export type { Pool, PoolOptions } from './create-pool.ts';
export type { JobOptions, PooledReasons, PooledScorer } from './pooled-scorer.ts';
