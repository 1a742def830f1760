import { TreesError } from '../trees-error.ts';
import { atRow } from '../checks/refuse.ts';
import type { LabelledRows } from './train-request.ts';

/** Greatest code that the kernel takes as it is. */
const MOST_DIRECT = 252;
/** Beyond the whole numbers that a float tells apart. */
const MOST_CODE = 2 ** 24;

/** A categorical column whose codes were made small: place → code as it came. */
export interface Recoding {
  readonly originals: readonly number[];
}

/**
 * Looks at a categorical column. Where its codes are many or large, the most frequent 252 get small codes, most
 * frequent first, and the others count as categories that were never seen, which always go left.
 *
 * @returns null where the codes can stay
 * @throws TreesError for a value that is no category code
 */
export function recodingOf({ matrix, weights }: LabelledRows, column: number): Recoding | null {
  const { values, rows, columns, layout, names } = matrix;
  const [step, start] = layout === 'column-major' ? [1, column * rows] : [columns, column];
  let most = 0;
  for (let row = 0; row < rows; row += 1) {
    const value = values[start + row * step]!;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || value < 0 || value >= MOST_CODE)
      throw new TreesError(
        `Expected category codes 0, 1, 2 … below ${MOST_CODE} in column "${names[column] ?? ''}", found ${value} (${atRow(row)}); ` +
          'code the categories, or leave the value out (NaN)',
      );
    most = Math.max(most, value);
  }
  if (most <= MOST_DIRECT) return null;
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row += 1) {
    const value = values[start + row * step]!;
    if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + (weights?.[row] ?? 1));
  }
  const ranked = [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b);
  return { originals: ranked.slice(0, MOST_DIRECT).map(([code]) => code) };
}

/** A column's values by the small codes; what has none gets the code behind them. */
export function recode(
  values: Float32Array,
  start: number,
  step: number,
  rows: number,
  { originals }: Recoding,
): void {
  const codeOf = new Map(originals.map((original, code) => [original, code]));
  for (let row = 0; row < rows; row += 1) {
    const at = start + row * step;
    const value = values[at]!;
    if (!Number.isNaN(value)) values[at] = codeOf.get(value) ?? originals.length;
  }
}
