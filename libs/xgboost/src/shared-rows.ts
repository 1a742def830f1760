import type { LabelledRows, Matrix } from '@engage/engine';

/**
 * A matrix that another thread reads without a copy. Values that lie in shared memory already are used as they
 * are; others are copied once.
 *
 * @throws RangeError when the parts of the matrix do not fit each other
 */
export function sharedMatrix(matrix: Matrix): Matrix {
  const { rows, columns, names, categorical } = matrix;
  expectLength('values', matrix.values.length, rows * columns);
  expectLength('names', names.length, columns);
  expectLength('categorical', categorical.length, columns);
  return { rows, columns, names, categorical, values: sharedValues(matrix.values) };
}

/** Rows that another thread reads without a copy; throws RangeError like {@link sharedMatrix}. */
export function sharedRows(rows: LabelledRows): LabelledRows {
  const matrix = sharedMatrix(rows.matrix);
  expectLength('labels', rows.labels.length, matrix.rows);
  const labels = sharedValues(rows.labels);
  if (!rows.weights) return { matrix, labels };
  expectLength('weights', rows.weights.length, matrix.rows);
  return { matrix, labels, weights: sharedValues(rows.weights) };
}

function sharedValues(values: Float32Array): Float32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = new Float32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

function expectLength(what: string, found: number, expected: number): void {
  if (found !== expected) throw new RangeError(`Expected ${expected} ${what} in a matrix, found ${found}`);
}
