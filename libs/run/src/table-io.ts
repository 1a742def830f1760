/** One column of values in memory, ready to be written; `valid[i]` is 0 where row i is null. */
export type ColumnData =
  | NumericColumn<'double', Float64Array>
  | NumericColumn<'float', Float32Array>
  | NumericColumn<'integer', Int32Array>
  | NumericColumn<'bigint', BigInt64Array>
  | NumericColumn<'boolean', Uint8Array>
  /** Days since 1970-01-01. */
  | NumericColumn<'date', Int32Array>
  /** Microseconds since 1970-01-01T00:00:00Z. */
  | NumericColumn<'timestamp', BigInt64Array>
  /** Text as codes into a list of words. */
  | (NumericColumn<'dictionary', Uint8Array | Uint16Array | Uint32Array> & {
      readonly words: readonly string[];
    });

interface NumericColumn<T extends string, A> {
  readonly name: string;
  readonly type: T;
  readonly values: A;
  readonly valid?: Uint8Array;
}

/** Typed arrays to Parquet. */
export interface TableWriter {
  /**
   * Writes one Parquet file atomically, rows in the order given.
   *
   * @throws RangeError when the columns differ in length
   */
  write(key: string, columns: readonly ColumnData[]): Promise<void>;
}

/** Parquet to typed arrays; rows come in file order. */
export interface TableReader {
  /** Numeric or boolean columns as one row-major matrix, NaN for null: `values[row * columns.length + column]`. */
  matrix(key: string, columns: readonly string[]): Promise<{ values: Float32Array; rows: number }>;
  /** One numeric column, NaN for null. */
  numbers(key: string, column: string): Promise<Float64Array>;
  /** One column as text, null for null; meant for ids and labels. */
  texts(key: string, column: string): Promise<(string | null)[]>;
}
