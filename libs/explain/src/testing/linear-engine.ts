import { EngineError, type Engine, type Matrix, type Scorer } from '@engage/engine';

/** A linear model over features with known means; a missing value counts as the mean. */
export interface LinearModel {
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly bias: number;
}

/**
 * A real engine for linear models kept as JSON, whose SHAP values are exact and known in closed form: weight
 * times the distance from the mean (Lundberg & Lee 2017, corollary 1).
 */
export function createLinearEngine(): Engine {
  return {
    name: 'linear',
    version: '1.0.0',
    train: () => Promise.reject(new EngineError('Expected a model that is made already')),
    load: (bytes) => Promise.resolve(scorerOf(JSON.parse(new TextDecoder().decode(bytes)) as LinearModel)),
    close: () => Promise.resolve(),
  };
}

function scorerOf(model: LinearModel): Scorer {
  const base = model.bias + model.weights.reduce((sum, weight, c) => sum + weight * model.means[c]!, 0);
  const explained = (matrix: Matrix): Float32Array => {
    const width = matrix.columns + 1;
    const out = new Float32Array(matrix.rows * width);
    for (let row = 0; row < matrix.rows; row++) {
      for (let c = 0; c < matrix.columns; c++) {
        const value = matrix.values[row * matrix.columns + c]!;
        out[row * width + c] = Number.isNaN(value) ? 0 : model.weights[c]! * (value - model.means[c]!);
      }
      out[row * width + matrix.columns] = base;
    }
    return out;
  };
  return {
    predict: (matrix) => {
      const parts = explained(matrix);
      const width = matrix.columns + 1;
      const sumOf = (row: number): number =>
        parts.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value, 0);
      return Promise.resolve(Float32Array.from({ length: matrix.rows }, (_, row) => sumOf(row)));
    },
    explain: (matrix) => Promise.resolve(explained(matrix)),
    close: () => Promise.resolve(),
  };
}
