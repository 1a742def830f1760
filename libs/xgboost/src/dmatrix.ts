import type { LabelledRows, Matrix } from '@engage/engine';
import koffi from 'koffi';
import type { Pointer } from './c-api.ts';
import type { Library } from './library.ts';
import { arrayInterface } from './native-memory.ts';

/** The library's own copy of a matrix. Freed by `free`, which may be called twice. */
export class DMatrix {
  readonly #library: Library;
  #handle: Pointer | null;

  constructor(library: Library, handle: Pointer) {
    this.#library = library;
    this.#handle = handle;
  }

  /** A sparse copy of the rows, 8 bytes a present value: what predictions with contributions read. */
  static fromDense(library: Library, matrix: Matrix, threads: number): DMatrix {
    const data = arrayInterface(matrix.values, [matrix.rows, matrix.columns]);
    const config = `{"missing":NaN,"nthread":${threads}}`;
    const handle = library.handle((out) => library.api.XGDMatrixCreateFromDense(data, config, out));
    return described(new DMatrix(library, handle), matrix);
  }

  /**
   * Rows cut into quantile bins, 1 byte a value: what training reads, without the sparse copy between. The cuts,
   * and so the model, are those of a matrix made by {@link fromDense}.
   */
  static quantile(library: Library, rows: LabelledRows, maxBins: number, threads: number): DMatrix {
    const proxy = new DMatrix(
      library,
      library.handle((out) => library.api.XGProxyDMatrixCreate(out)),
    );
    let isRead = false;
    // The library reads the one batch several times and asks for a reset before each. A callback must never throw.
    const next = (): number => {
      if (isRead) return 0;
      isRead = true;
      return 1;
    };
    const reset = (): void => {
      isRead = false;
    };
    const callbacks = [
      koffi.register(reset, koffi.pointer(koffi.proto('void', ['void *']))),
      koffi.register(next, koffi.pointer(koffi.proto('int', ['void *']))),
    ] as const;
    try {
      const data = arrayInterface(rows.matrix.values, [rows.matrix.rows, rows.matrix.columns]);
      library.check(library.api.XGProxyDMatrixSetDataDense(proxy.handle, data));
      labelled(described(proxy, rows.matrix), rows);
      const config = `{"missing":NaN,"nthread":${threads},"max_bin":${maxBins}}`;
      const handle = library.handle((out) =>
        library.api.XGQuantileDMatrixCreateFromCallback(null, proxy.handle, null, ...callbacks, config, out),
      );
      return new DMatrix(library, handle);
    } finally {
      callbacks.forEach((callback) => koffi.unregister(callback));
      proxy.free();
    }
  }

  /** Rows with what is to be learned from them, as a sparse copy. */
  static fromLabelled(library: Library, rows: LabelledRows, threads: number): DMatrix {
    return labelled(DMatrix.fromDense(library, rows.matrix, threads), rows);
  }

  /** @throws TypeError after `free` */
  get handle(): Pointer {
    if (this.#handle === null) throw new TypeError('Expected a matrix in use, found one that was freed');
    return this.#handle;
  }

  setNumbers(field: 'label' | 'weight', values: Float32Array): void {
    const data = arrayInterface(values, [values.length]);
    this.#library.check(this.#library.api.XGDMatrixSetInfoFromInterface(this.handle, field, data));
  }

  setFeatures(field: 'feature_name' | 'feature_type', values: readonly string[]): void {
    const { api } = this.#library;
    this.#library.check(api.XGDMatrixSetStrFeatureInfo(this.handle, field, values, values.length));
  }

  free(): void {
    if (this.#handle === null) return;
    const handle = this.#handle;
    this.#handle = null;
    this.#library.check(this.#library.api.XGDMatrixFree(handle));
  }
}

/** XGBoost's word for each column's kind: `c` for category codes, `q` for quantities. */
export function featureTypesOf(matrix: Matrix): string[] {
  return matrix.categorical.map((isCategorical) => (isCategorical ? 'c' : 'q'));
}

function described(dmatrix: DMatrix, matrix: Matrix): DMatrix {
  return guarded(dmatrix, () => {
    dmatrix.setFeatures('feature_name', matrix.names);
    dmatrix.setFeatures('feature_type', featureTypesOf(matrix));
  });
}

function labelled(dmatrix: DMatrix, rows: LabelledRows): DMatrix {
  return guarded(dmatrix, () => {
    dmatrix.setNumbers('label', rows.labels);
    if (rows.weights) dmatrix.setNumbers('weight', rows.weights);
  });
}

/** Frees the matrix when what is done to it fails. */
function guarded(dmatrix: DMatrix, work: () => void): DMatrix {
  try {
    work();
    return dmatrix;
  } catch (error) {
    dmatrix.free();
    throw error;
  }
}
