import type { Row } from '@engage/run';
import type { Measured } from '../html/measured.ts';
import type { NumberStyle } from '../html/number-text.ts';

/** Half the width of a 95 % interval of a mean, in standard errors. */
const Z = 1.959964;

/** Mean, standard error and count out of a sum, a sum of squares and a count. */
export interface Mean {
  readonly mean: number;
  /** Mean of the squares. */
  readonly square: number;
  readonly customers: number;
}

/**
 * The mean of values that were summed in SQL; null when there are none.
 *
 * @param squares sum of the squared values
 */
export function meanOf(customers: number, total: number, squares: number): Mean | null {
  if (customers === 0) return null;
  const mean = total / customers;
  return { mean, square: squares / customers, customers };
}

/** A mean with its 95 % interval, from a row of `customers`, `total`, `squares`. */
export function meanFigure(row: Row | undefined, style: NumberStyle, source: string): Measured | null {
  const mean = row && meanOf(numberOf(row['customers']), numberOf(row['total']), numberOf(row['squares']));
  if (!mean) return null;
  return { value: mean.mean, ...intervalOf(mean), style, source };
}

/**
 * The 95 % interval of a mean: Wilson's where every value is 0 or 1 (Wilson 1927, JASA 22:209), so that it never
 * leaves [0, 1]; the normal one otherwise.
 */
export function intervalOf({ mean, square, customers: n }: Mean): { low: number; high: number } {
  const isShare = Math.abs(square - mean) < 1e-9 && mean >= 0 && mean <= 1;
  const half = Z * Math.sqrt(Math.max(0, square - mean * mean) / n);
  if (!isShare) return { low: mean - half, high: mean + half };
  const scale = 1 + (Z * Z) / n;
  const center = (mean + (Z * Z) / (2 * n)) / scale;
  const spread = (Z / scale) * Math.sqrt((mean * (1 - mean)) / n + (Z * Z) / (4 * n * n));
  return { low: Math.max(0, center - spread), high: Math.min(1, center + spread) };
}

/** A cell that holds a number, whichever way the engine hands it over; 0 for null. */
export function numberOf(cell: unknown): number {
  return cell === null || cell === undefined ? 0 : Number(cell);
}

/** A cell that holds text; empty for null. */
export function textOf(cell: unknown): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
