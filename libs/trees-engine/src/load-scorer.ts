import { EngineError, type Matrix, type Scorer } from '@engage/engine';
import { createScorer, readForest, type DenseRows, type Forest } from '@engage/trees';
import { asEngineError } from './as-engine-error.ts';

/**
 * A model of XGBoost's format, ready to score in the calling thread.
 *
 * @throws EngineError when the bytes are no model that gives one number a row
 */
export function loadScorer(bytes: Uint8Array): Scorer {
  const forest = asEngineError(() => readForest(bytes));
  if (forest.outputs !== 1)
    throw new EngineError(`Expected a model with one number a row, found one with ${forest.outputs}`);
  const scorer = createScorer(forest);
  let isClosed = false;
  const rowsFor = (matrix: Matrix): DenseRows => {
    if (isClosed) throw new EngineError('Expected a model in use, found one that was closed');
    checkColumns(forest, matrix);
    return matrix;
  };
  return {
    predict: async (matrix, output) => scorer.predict(rowsFor(matrix), { output }),
    explain: async (matrix) => scorer.explain(rowsFor(matrix)),
    async close() {
      isClosed = true;
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
