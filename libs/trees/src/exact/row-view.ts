import type { DenseRows } from '../rows/dense-rows.ts';
import { described, isFloats, isWhole } from '../checks/refuse.ts';

/** Where a value lies: `values[row * rowStride + column * columnStride]`. */
export interface RowView {
  readonly values: Float32Array;
  readonly rows: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

const LAYOUTS: readonly unknown[] = [undefined, 'row-major', 'column-major'];

/** @throws TypeError when the rows have another shape than they say, or than the model reads, or are no rows */
export function viewRows(rows: DenseRows, features: number, what = 'rows'): RowView {
  const given: unknown = rows;
  if (typeof given !== 'object' || given === null)
    throw new TypeError(
      `Expected ${what} as an object of values, rows and columns, found ${described(given)}`,
    );
  if (!isFloats(rows.values))
    throw new TypeError(
      `Expected the values of ${what} as a Float32Array, found ${described(rows.values)}; Float32Array.from(values) makes one`,
    );
  if (!LAYOUTS.includes(rows.layout))
    throw new TypeError(
      `Expected the layout of ${what} to be "row-major" or "column-major", found ${described(rows.layout)}`,
    );
  if (rows.columns !== features)
    throw new TypeError(
      `Expected ${what} of ${features} columns as the model has, found ${described(rows.columns)}`,
    );
  if (!isWhole(rows.rows, 0) || rows.values.length !== rows.rows * features)
    throw new TypeError(
      `Expected ${what} of ${described(rows.rows)} × ${features} numbers, found ${rows.values.length} numbers`,
    );
  const isColumnMajor = rows.layout === 'column-major';
  return {
    values: rows.values,
    rows: rows.rows,
    rowStride: isColumnMajor ? 1 : features,
    columnStride: isColumnMajor ? rows.rows : 1,
  };
}
