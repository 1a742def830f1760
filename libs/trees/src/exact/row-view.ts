import type { DenseRows } from '../rows/dense-rows.ts';

/** Where a value lies: `values[row * rowStride + column * columnStride]`. */
export interface RowView {
  readonly values: Float32Array;
  readonly rows: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** @throws TypeError when the rows have another shape than they say, or than the model reads */
export function viewRows(rows: DenseRows, features: number, what = 'rows'): RowView {
  if (rows.columns !== features)
    throw new TypeError(`Expected ${what} of ${features} columns as the model has, found ${rows.columns}`);
  if (!Number.isSafeInteger(rows.rows) || rows.rows < 0 || rows.values.length !== rows.rows * features)
    throw new TypeError(
      `Expected ${what} of ${rows.rows} × ${features} numbers, found ${rows.values.length} numbers`,
    );
  const isColumnMajor = rows.layout === 'column-major';
  return {
    values: rows.values,
    rows: rows.rows,
    rowStride: isColumnMajor ? 1 : features,
    columnStride: isColumnMajor ? rows.rows : 1,
  };
}
