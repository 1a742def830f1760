import type { Engine, TrainedModel, TrainRequest } from '@engage/engine';
import { writeForest } from '@engage/trees';
import { endIdleThreads, train } from '@engage/trees/train';
import { createPool, type Pool } from '@engage/trees/workers';
import { engineErrorOf } from './as-engine-error.ts';
import { loadScorer } from './load-scorer.ts';

/** Version of the trees' own code; the hash of the sources in a run's identity says the rest. */
export const TREES_VERSION = '0.1.0';

/**
 * Our own trees as an engine: training, every prediction and every explanation, many rows on several threads, with
 * nothing installed. Models are XGBoost's own files.
 *
 * @example const engine = createTreesEngine();
 */
export function createTreesEngine(): Engine {
  const pools = new Map<number, Pool>();
  const poolOf = (threads: number): Pool => {
    const open = pools.get(threads);
    if (open?.isOpen) return open;
    const pool = createPool({ threads });
    pools.set(threads, pool);
    return pool;
  };
  return {
    name: 'trees',
    version: TREES_VERSION,
    train: trainModel,
    load: async (bytes, threads) => loadScorer(bytes, () => poolOf(threads)),
    async close() {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.close()));
      await endIdleThreads();
    },
  };
}

async function trainModel(request: TrainRequest): Promise<TrainedModel> {
  try {
    const { forest, rounds, metric, history } = await train(request);
    return { bytes: writeForest(forest, 'ubj'), rounds, metric, history };
  } catch (error) {
    throw engineErrorOf(error);
  }
}
