import { EngineError, rowsOf, type Matrix } from '@engage/engine';
import { Booster } from './booster.ts';
import { DMatrix } from './dmatrix.ts';
import type { Library } from './library.ts';

/**
 * Rows a call, measured on two shared cores: smaller calls spend their time starting threads, larger ones wait for
 * the thread that another process delays, and leave the processor's cache.
 */
const PREDICT_BATCH_ROWS = 8192;
const EXPLAIN_BATCH_ROWS = 2048;

/** A loaded model that scores in the calling thread. */
export class LoadedModel {
  readonly #library: Library;
  readonly #booster: Booster;
  readonly #threads: number;
  readonly #columns: number;
  readonly #names: readonly string[];

  /** @throws EngineError when the bytes are not a model that the library reads */
  constructor(library: Library, bytes: Uint8Array, threads: number) {
    this.#library = library;
    this.#threads = threads;
    this.#booster = Booster.fromBytes(library, bytes);
    try {
      // How many threads predict is not stored in a model.
      this.#booster.setParam('nthread', String(threads));
      this.#columns = this.#booster.columns;
      this.#names = this.#booster.names;
    } catch (error) {
      this.#booster.free();
      throw error;
    }
  }

  /** One number a row; throws EngineError when the columns are not the model's. */
  predict(matrix: Matrix, output: 'margin' | 'value'): Float32Array<ArrayBuffer> {
    this.#checkColumns(matrix);
    const result = new Float32Array(matrix.rows);
    for (const { from, batch } of batchesOf(matrix, PREDICT_BATCH_ROWS))
      this.#booster.predict(batch, output, result.subarray(from, from + batch.rows));
    return result;
  }

  /** `columns + 1` SHAP values a row; throws EngineError when the columns are not the model's. */
  explain(matrix: Matrix): Float32Array<ArrayBuffer> {
    this.#checkColumns(matrix);
    const width = matrix.columns + 1;
    const result = new Float32Array(matrix.rows * width);
    for (const { from, batch } of batchesOf(matrix, EXPLAIN_BATCH_ROWS)) {
      const data = DMatrix.fromDense(this.#library, batch, this.#threads);
      try {
        this.#booster.contributions(data, result.subarray(from * width, (from + batch.rows) * width));
      } finally {
        data.free();
      }
    }
    return result;
  }

  free(): void {
    this.#booster.free();
  }

  #checkColumns(matrix: Matrix): void {
    if (matrix.columns !== this.#columns)
      throw new EngineError(
        `Expected the ${this.#columns} columns that the model was trained on, found ${matrix.columns}`,
      );
    const at = this.#names.findIndex((name, index) => name !== matrix.names[index]);
    if (at >= 0)
      throw new EngineError(
        `Expected column ${at + 1} to be "${this.#names[at] ?? ''}" as in the model, found "${matrix.names[at] ?? ''}"`,
      );
  }
}

function* batchesOf(matrix: Matrix, rows: number): Generator<{ from: number; batch: Matrix }> {
  for (let from = 0; from < matrix.rows; from += rows)
    yield { from, batch: rowsOf(matrix, from, Math.min(from + rows, matrix.rows)) };
}
