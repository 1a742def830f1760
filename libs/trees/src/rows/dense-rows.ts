/** Rows to score or to learn from; NaN where a value is missing. */
export interface DenseRows {
  /** `values[row * columns + column]`, or `values[column * rows + row]` when column-major. */
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** Row-major by default. */
  readonly layout?: 'row-major' | 'column-major';
}
