import type { LabelledRows, Matrix } from '@engage/engine';
import { Booster } from '../booster.ts';
import { DMatrix } from '../dmatrix.ts';
import { Library } from '../library.ts';
import { sharedMatrix, sharedRows } from '../shared-rows.ts';
import { LIBRARY_PATH } from './installed-library.ts';

/** A training in the library's own parameter names, all of which it may be asked. */
export interface OracleOrder {
  readonly params: Readonly<Record<string, string | number>>;
  readonly rounds: number;
  readonly fit: LabelledRows;
}

const library = new Library(LIBRARY_PATH);

/** The official library's word on a model: what another engine's answers are held against. Freed by `free`. */
export class Oracle {
  readonly #booster: Booster;

  constructor(booster: Booster) {
    this.#booster = booster;
  }

  /** Version of the library. */
  static get version(): string {
    return library.version;
  }

  /** Trains with any of the library's parameters, on one thread. */
  static train({ params, rounds, ...order }: OracleOrder): Oracle {
    const fit = sharedRows(order.fit);
    const data = DMatrix.fromLabelled(library, fit, 1);
    const booster = Booster.create(library, [data]);
    try {
      for (const [name, value] of Object.entries({ nthread: 1, verbosity: 0, ...params }))
        booster.setParam(name, String(value));
      booster.describe(fit.matrix);
      for (let round = 0; round < rounds; round += 1) booster.update(round, data);
      return new Oracle(Booster.fromBytes(library, booster.toBytes()));
    } finally {
      booster.free();
      data.free();
    }
  }

  /** A model from its bytes; throws EngineError when the library refuses them. */
  static load(bytes: Uint8Array): Oracle {
    return new Oracle(Booster.fromBytes(library, bytes));
  }

  bytes(format: 'ubj' | 'json'): Uint8Array {
    return this.#booster.toBytes(format);
  }

  /** `rows × outputs` margins or values. */
  predict(matrix: Matrix, outputs: number, output: 'margin' | 'value' = 'margin'): Float32Array {
    const result = new Float32Array(matrix.rows * outputs);
    this.#booster.predict(sharedMatrix(matrix), output, result);
    return result;
  }

  /** `rows × outputs × (columns + 1)` exact SHAP values. */
  explain(matrix: Matrix, outputs: number): Float32Array {
    const result = new Float32Array(matrix.rows * outputs * (matrix.columns + 1));
    const data = DMatrix.fromDense(library, sharedMatrix(matrix), 1);
    try {
      this.#booster.contributions(data, result);
    } finally {
      data.free();
    }
    return result;
  }

  free(): void {
    this.#booster.free();
  }
}
