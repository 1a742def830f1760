import type { DenseRows } from '../rows/dense-rows.ts';
import { recode, type Recoding } from './category-codes.ts';

/**
 * Copies columns `[begin, end)` one after another, category codes made small where a column has a recoding.
 *
 * @param target `(end − begin) × rows` numbers
 */
export function copyColumns(
  { values, rows, columns, layout }: DenseRows,
  begin: number,
  end: number,
  recodings: readonly (Recoding | null)[],
  target: Float32Array,
): void {
  if (layout === 'column-major') target.set(values.subarray(begin * rows, end * rows));
  else
    for (let row = 0; row < rows; row += 1)
      for (let column = begin, at = row; column < end; column += 1, at += rows)
        target[at] = values[row * columns + column]!;
  for (let column = begin; column < end; column += 1) {
    const recoding = recodings[column];
    if (recoding) recode(target, (column - begin) * rows, 1, rows, recoding);
  }
}
