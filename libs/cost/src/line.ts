import { priceOf, type PriceName } from './prices.ts';

/** One line of an estimate. */
export interface CostLine {
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  /** Of one unit, in USD. */
  readonly price: number;
  readonly usd: number;
}

export interface Estimate {
  readonly lines: readonly CostLine[];
  readonly totalUsd: number;
}

/** @throws RangeError for a region without prices */
export function costLine(what: string, quantity: number, name: PriceName, region: string): CostLine {
  const { usd: price, unit } = priceOf(name, region);
  return { what, quantity, unit, price, usd: quantity * price };
}

export function estimateOf(lines: readonly CostLine[]): Estimate {
  return { lines, totalUsd: lines.reduce((sum, { usd }) => sum + usd, 0) };
}
