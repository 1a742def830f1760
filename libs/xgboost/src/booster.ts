import type { Matrix } from '@engage/engine';
import type { Out, Pointer } from './c-api.ts';
import { type DMatrix, featureTypesOf } from './dmatrix.ts';
import type { Library } from './library.ts';
import { arrayInterface, copyBytes, copyFloats, copyStrings } from './native-memory.ts';

/** Kinds of prediction, as the library numbers them. */
const PREDICTION = { value: 0, margin: 1, contributions: 2 } as const;

/** The library's model, being trained or ready to score. Freed by `free`, which may be called twice. */
export class Booster {
  readonly #library: Library;
  #handle: Pointer | null;

  constructor(library: Library, handle: Pointer) {
    this.#library = library;
    this.#handle = handle;
  }

  /** A model without trees. */
  static create(library: Library, matrices: readonly DMatrix[]): Booster {
    const handles = matrices.map(({ handle }) => handle);
    return new Booster(
      library,
      library.handle((out) => library.api.XGBoosterCreate(handles, handles.length, out)),
    );
  }

  /**
   * A model from its bytes, in the library's UBJSON or JSON.
   *
   * @throws EngineError with the library's message when the bytes are no model
   */
  static fromBytes(library: Library, bytes: Uint8Array): Booster {
    const booster = Booster.create(library, []);
    try {
      library.check(library.api.XGBoosterLoadModelFromBuffer(booster.handle, bytes, bytes.byteLength));
      return booster;
    } catch (error) {
      booster.free();
      throw error;
    }
  }

  /** @throws TypeError after `free` */
  get handle(): Pointer {
    if (this.#handle === null) throw new TypeError('Expected a model in use, found one that was freed');
    return this.#handle;
  }

  /** Number of columns that the model reads. */
  get columns(): number {
    return Number(
      this.#library.read<number | bigint>((out) =>
        this.#library.api.XGBoosterGetNumFeature(this.handle, out),
      ),
    );
  }

  /** Names of the columns, or an empty list when the model was saved without. */
  get names(): string[] {
    const [length, features]: [Out<number | bigint>, Out<Pointer>] = [[null], [null]];
    const { api } = this.#library;
    this.#library.check(api.XGBoosterGetStrFeatureInfo(this.handle, 'feature_name', length, features));
    return features[0] === null ? [] : copyStrings(features[0], Number(length[0] ?? 0));
  }

  setParam(name: string, value: string): void {
    this.#library.check(this.#library.api.XGBoosterSetParam(this.handle, name, value));
  }

  /** Stores names and kinds of the columns in the model: a matrix's own are not saved with it. */
  describe(matrix: Matrix): void {
    const types = featureTypesOf(matrix);
    const { api } = this.#library;
    const set = (field: string, values: readonly string[]): void =>
      this.#library.check(api.XGBoosterSetStrFeatureInfo(this.handle, field, values, values.length));
    set('feature_name', matrix.names);
    set('feature_type', types);
  }

  /** Grows one tree; `iteration` is counted from 0. */
  update(iteration: number, train: DMatrix): void {
    this.#library.check(this.#library.api.XGBoosterUpdateOneIter(this.handle, iteration, train.handle));
  }

  /** Loss of the objective's default metric on a matrix, and the metric's name. */
  evaluate(iteration: number, matrix: DMatrix): { metric: string; loss: number } {
    // One evaluated matrix named "x" gives, for iteration 7: "[7]\tx-rmse:0.41875"
    const line = this.#library.read<string>((out) =>
      this.#library.api.XGBoosterEvalOneIter(this.handle, iteration, [matrix.handle], ['x'], 1, out),
    );
    const found = /\tx-(.+):([^:]+)$/.exec(line);
    return { metric: found?.[1] ?? '', loss: Number.parseFloat(found?.[2] ?? 'NaN') };
  }

  /** A model of the first rounds only. */
  firstRounds(rounds: number): Booster {
    return new Booster(
      this.#library,
      this.#library.handle((out) => this.#library.api.XGBoosterSlice(this.handle, 0, rounds, 1, out)),
    );
  }

  /** The model in one of XGBoost's own formats: binary (UBJSON) or JSON text. */
  toBytes(format: 'ubj' | 'json' = 'ubj'): Uint8Array<ArrayBuffer> {
    const length: Out<number | bigint> = [null];
    const buffer = this.#library.handle((out) =>
      this.#library.api.XGBoosterSaveModelToBuffer(this.handle, `{"format":"${format}"}`, length, out),
    );
    return copyBytes(buffer, Number(length[0]));
  }

  /** One number a row into `target`, read straight from the caller's memory. */
  predict(matrix: Matrix, output: 'margin' | 'value', target: Float32Array): void {
    const data = arrayInterface(matrix.values, [matrix.rows, matrix.columns]);
    const config = predictionConfig(PREDICTION[output], ',"cache_id":0,"missing":NaN');
    this.#collect(target, (shape, dim, result) =>
      this.#library.api.XGBoosterPredictFromDense(this.handle, data, config, null, shape, dim, result),
    );
  }

  /** `columns + 1` exact SHAP values a row into `target`. */
  contributions(matrix: DMatrix, target: Float32Array): void {
    const config = predictionConfig(PREDICTION.contributions, '');
    this.#collect(target, (shape, dim, result) =>
      this.#library.api.XGBoosterPredictFromDMatrix(this.handle, matrix.handle, config, shape, dim, result),
    );
  }

  free(): void {
    if (this.#handle === null) return;
    const handle = this.#handle;
    this.#handle = null;
    this.#library.check(this.#library.api.XGBoosterFree(handle));
  }

  /** Copies a result whose size the library states as `dim` lengths at `shape`. */
  #collect(
    target: Float32Array,
    call: (shape: Out<Pointer>, dim: Out<number | bigint>, result: Out<Pointer>) => number,
  ): void {
    const [shape, dim]: [Out<Pointer>, Out<number | bigint>] = [[null], [null]];
    const result = this.#library.handle((out) => call(shape, dim, out));
    const lengths = new BigUint64Array(copyBytes(shape[0] ?? 0n, 8 * Number(dim[0])).buffer);
    const size = lengths.reduce((product, length) => product * Number(length), 1);
    if (size !== target.length)
      throw new RangeError(`Expected ${target.length} numbers from the model, found ${size}`);
    copyFloats(target, result);
  }
}

function predictionConfig(type: number, more: string): string {
  return `{"type":${type},"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false${more}}`;
}
