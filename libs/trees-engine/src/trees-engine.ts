import type { Engine } from '@engage/engine';
import { createPool, type Pool } from '@engage/trees/workers';
import { loadScorer } from './load-scorer.ts';

/** Version of the trees' own code; the hash of the sources in a run's identity says the rest. */
export const TREES_VERSION = '0.1.0';

export interface TreesEngineOptions {
  /** Starts what trains models, when it is first asked for. */
  readonly trainer: () => Promise<Engine>;
  /** Name and version of the trainer, for the record. */
  readonly trainedBy: string;
}

/**
 * Our own trees as an engine: every prediction and every explanation, many rows on several threads, with nothing installed.
 * Models come from a trainer whose bytes are XGBoost's.
 *
 * @example const engine = createTreesEngine({ trainer: () => createXgboostEngine({ libraryPath }), trainedBy: 'xgboost 3.4.1' });
 */
export function createTreesEngine({ trainer, trainedBy }: TreesEngineOptions): Engine {
  let started: Promise<Engine> | null = null;
  let pool: Pool | null = null;
  return {
    name: 'trees',
    version: treesVersion(trainedBy),
    async train(request) {
      started ??= trainer();
      return (await started).train(request);
    },
    load: async (bytes, threads) => loadScorer(bytes, () => (pool ??= createPool({ threads }))),
    async close() {
      const used = started;
      const threads = pool;
      [started, pool] = [null, null];
      await threads?.close();
      await (await used)?.close();
    },
  };
}

/** The engine's version with that of its trainer: both decide what a run gives. */
export function treesVersion(trainedBy: string): string {
  return `${TREES_VERSION}, trained by ${trainedBy}`;
}
