/** A dense feature matrix: row-major, `values[row * columns + column]`, NaN where a value is missing. */
export interface Matrix {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** One name a column, in the order of the values. */
  readonly names: readonly string[];
  /** True where the column holds category codes (0, 1, 2 …) rather than quantities. */
  readonly categorical: readonly boolean[];
}

/**
 * Rows `[from, to)` of a matrix, as a view on the same memory.
 *
 * @throws RangeError when the range is not inside the matrix
 */
export function rowsOf(matrix: Matrix, from: number, to: number): Matrix {
  if (!(from >= 0 && from <= to && to <= matrix.rows))
    throw new RangeError(`Expected rows [${from}, ${to}) inside a matrix of ${matrix.rows} rows`);
  const values = matrix.values.subarray(from * matrix.columns, to * matrix.columns);
  return { ...matrix, values, rows: to - from };
}
