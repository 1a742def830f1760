import { expectRoom } from '../score/result-buffer.ts';
import type { Forest } from '../forest/forest.ts';
import type { Sums } from './leaf-rule.ts';
import type { RowView } from './row-view.ts';

export interface ExactOptions<T extends Float32Array | Float64Array = Float32Array> {
  /** Boosting rounds `[begin, end)`; all by default. */
  readonly rounds?: readonly [number, number];
  /** The caller's buffer for the result, of exactly its length; `Float64Array` keeps every digit. */
  readonly into?: T;
}

/** Numbers that are added up in float64 before they are rounded: 32 MB. */
const MOST_SUMS = 2 ** 22;

/**
 * Explains a chunk of rows at a time, so that sums in float64 never need more than a fixed memory.
 *
 * @param width numbers a row and output
 * @param explain adds to the zeroed sums of the chunk's rows `[begin, begin + sums.rows)`
 * @throws TypeError when the buffer has another length
 */
export function explainInChunks<T extends Float32Array | Float64Array>(
  forest: Forest,
  view: RowView,
  width: number,
  into: T | undefined,
  explain: (begin: number, sums: Sums) => void,
): T {
  const stride = forest.outputs * width;
  if (into !== undefined && into.length !== view.rows * stride)
    throw new TypeError(`Expected a buffer of ${view.rows * stride} numbers, found ${into.length}`);
  expectRoom(view.rows * stride);
  const result = into ?? (new Float32Array(view.rows * stride) as T);
  const chunkRows = Math.max(1, Math.min(view.rows, Math.floor(MOST_SUMS / stride)));
  const values = new Float64Array(chunkRows * stride);
  for (let begin = 0; begin < view.rows; begin += chunkRows) {
    const count = Math.min(chunkRows, view.rows - begin);
    const sums = { values: values.subarray(0, count * stride), width, rows: count };
    sums.values.fill(0);
    explain(begin, sums);
    for (let row = 0; row < count; row += 1)
      for (let column = 0; column < stride; column += 1)
        result[(begin + row) * stride + column] = sums.values[column * count + row]!;
  }
  return result;
}
