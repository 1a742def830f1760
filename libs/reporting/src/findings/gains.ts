import type { CalibrationPoint } from '../charts/calibration-chart.ts';
import type { GainsPoint } from '../charts/gains-chart.ts';
import type { Bin } from './findings.ts';
import { intervalOf, meanOf } from './mean-figure.ts';

/** How much of the outcome a share of the customers holds, those with the highest predictions first. */
export interface Captured {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Times as much as the same number of customers taken at random. */
  readonly lift: number;
}

/** Predicted against actual means in groups of `size` neighbouring bins, lowest predictions first. */
export function calibrationPoints(bins: readonly Bin[], size: number): CalibrationPoint[] {
  const points: CalibrationPoint[] = [];
  for (let from = 0; from < bins.length; from += size) {
    const group = sumOf(bins.slice(from, from + size));
    const mean = meanOf(group.customers, group.actual, group.actualSquares);
    if (mean)
      points.push({ predicted: group.predicted / group.customers, actual: mean.mean, ...intervalOf(mean) });
  }
  return points;
}

/** The gains curve from (0, 0) to (1, 1); empty when nothing was captured at all. */
export function gainsPoints(bins: readonly Bin[]): GainsPoint[] {
  const all = sumOf(bins);
  if (!(all.actual > 0)) return [];
  const points: GainsPoint[] = [{ customers: 0, captured: 0 }];
  for (let taken = 1; taken <= bins.length; taken++) {
    const top = sumOf(bins.slice(-taken));
    points.push({ customers: top.customers / all.customers, captured: top.actual / all.actual });
  }
  return points;
}

/**
 * Share of the outcome held by the `taken` bins with the highest predictions; null without outcome.
 * The interval is the normal one of a ratio of sums (delta method): customers vary, the cut does not.
 */
export function capturedBy(bins: readonly Bin[], taken: number): Captured | null {
  const all = sumOf(bins);
  if (!(all.actual > 0)) return null;
  const top = sumOf(bins.slice(-taken));
  const share = top.actual / all.actual;
  const rest = all.actualSquares - top.actualSquares;
  const error = Math.sqrt(top.actualSquares * (1 - share) ** 2 + rest * share ** 2) / all.actual;
  const half = 1.959964 * error;
  const lift = (share * all.customers) / top.customers;
  return { share, low: Math.max(0, share - half), high: Math.min(1, share + half), lift };
}

function sumOf(bins: readonly Bin[]): Bin {
  return bins.reduce(
    (sum, bin) => ({
      customers: sum.customers + bin.customers,
      predicted: sum.predicted + bin.predicted,
      actual: sum.actual + bin.actual,
      actualSquares: sum.actualSquares + bin.actualSquares,
    }),
    { customers: 0, predicted: 0, actual: 0, actualSquares: 0 },
  );
}
