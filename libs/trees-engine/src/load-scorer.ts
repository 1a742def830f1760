import { EngineError, type Matrix, type Scorer } from '@engage/engine';
import { createScorer, readForest, type Forest } from '@engage/trees';
import type { Pool, PooledScorer } from '@engage/trees/workers';
import { asEngineError } from './as-engine-error.ts';

/** Fewer rows than this are scored before other threads have heard of them. */
const WORTH_A_THREAD = 4_096;

/**
 * A model of XGBoost's format, ready to score: a few rows in the calling thread, many in a pool.
 *
 * @param poolOf the threads to share many rows with, which are started when they are first asked for
 * @throws EngineError when the bytes are no model that gives one number a row
 */
export function loadScorer(bytes: Uint8Array, poolOf: () => Pool): Scorer {
  const forest = asEngineError(() => readForest(bytes));
  if (forest.outputs !== 1)
    throw new EngineError(`Expected a model with one number a row, found one with ${forest.outputs}`);
  const own = createScorer(forest);
  let pooled: PooledScorer | null = null;
  let isClosed = false;
  const scorerFor = (matrix: Matrix): PooledScorer | typeof own => {
    if (isClosed) throw new EngineError('Expected a model in use, found one that was closed');
    checkColumns(forest, matrix);
    if (matrix.rows < WORTH_A_THREAD) return own;
    return (pooled ??= poolOf().load(forest));
  };
  return {
    predict: async (matrix, output) => scorerFor(matrix).predict(matrix, { output }),
    explain: async (matrix) => scorerFor(matrix).explain(matrix),
    async close() {
      isClosed = true;
      pooled?.close();
      pooled = null;
    },
  };
}

function checkColumns({ features, names }: Forest, matrix: Matrix): void {
  if (matrix.columns !== features)
    throw new EngineError(
      `Expected the ${features} columns that the model was trained on, found ${matrix.columns}`,
    );
  const at = names.findIndex((name, index) => name !== matrix.names[index]);
  if (at >= 0)
    throw new EngineError(
      `Expected column ${at + 1} to be "${names[at] ?? ''}" as in the model, found "${matrix.names[at] ?? ''}"`,
    );
}
