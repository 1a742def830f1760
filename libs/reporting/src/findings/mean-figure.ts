import type { Row } from '@engage/run';
import type { Measured } from '../html/measured.ts';
import type { NumberStyle } from '../html/number-text.ts';

/** Half the width of a 95 % interval of a mean, in standard errors. */
const Z = 1.959964;

/** Mean, standard error and count out of a sum, a sum of squares and a count. */
export interface Mean {
  readonly mean: number;
  readonly standardError: number;
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
  const variance = Math.max(0, squares / customers - mean * mean);
  return { mean, standardError: Math.sqrt(variance / Math.max(1, customers - 1)), customers };
}

/** A mean with its normal 95 % interval (central limit theorem), from a row of `customers`, `total`, `squares`. */
export function meanFigure(row: Row | undefined, style: NumberStyle, source: string): Measured | null {
  const mean = row && meanOf(numberOf(row['customers']), numberOf(row['total']), numberOf(row['squares']));
  if (!mean) return null;
  return { value: mean.mean, ...intervalOf(mean), style, source };
}

/** The normal 95 % interval of a mean. */
export function intervalOf({ mean, standardError }: Mean): { low: number; high: number } {
  return { low: mean - Z * standardError, high: mean + Z * standardError };
}

/** A cell that holds a number, whichever way the engine hands it over; 0 for null. */
export function numberOf(cell: unknown): number {
  return cell === null || cell === undefined ? 0 : Number(cell);
}

/** A cell that holds text; empty for null. */
export function textOf(cell: unknown): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
