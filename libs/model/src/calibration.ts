import type { Task } from '@engage/schema';

/** How a margin becomes a prediction; kept as `calibration.json`. */
export type Calibration =
  /** The link alone: the margin itself, its exponential, or its logistic. */
  | { readonly method: 'none'; readonly link: 'identity' | 'log' | 'logit' }
  /** 1 / (1 + exp(−(slope × margin + intercept))). */
  | { readonly method: 'platt'; readonly slope: number; readonly intercept: number }
  /** Piecewise linear through (margins[i], probabilities[i]), both ascending; flat outside. */
  | {
      readonly method: 'isotonic';
      readonly margins: readonly number[];
      readonly probabilities: readonly number[];
    };

/** The link alone, as the task's objective defines it. */
export function linkOf(task: Task): Calibration {
  const links = { regression: 'identity', binary: 'logit', tweedie: 'log' } as const;
  return { method: 'none', link: links[task] };
}

/**
 * Predictions from margins: probabilities, amounts, or plain values.
 *
 * @param margins one a row, as the engine gives them
 * @example applyCalibration({ method: 'platt', slope: 1, intercept: 0 }, Float32Array.of(0))[0] // 0.5
 */
export function applyCalibration(calibration: Calibration, margins: ArrayLike<number>): Float64Array {
  const curve = curveOf(calibration);
  return Float64Array.from(margins, curve);
}

/** 1 / (1 + e⁻ˣ). */
export function logistic(margin: number): number {
  return 1 / (1 + Math.exp(-margin));
}

function curveOf(calibration: Calibration): (margin: number) => number {
  if (calibration.method === 'platt')
    return (margin) => logistic(calibration.slope * margin + calibration.intercept);
  if (calibration.method === 'isotonic')
    return (margin) => interpolate(calibration.margins, calibration.probabilities, margin);
  if (calibration.link === 'logit') return logistic;
  return calibration.link === 'log' ? Math.exp : (margin) => margin;
}

function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  if (x <= xs[0]!) return ys[0]!;
  if (x >= xs.at(-1)!) return ys.at(-1)!;
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= x) low = middle;
    else high = middle;
  }
  const share = (x - xs[low]!) / (xs[high]! - xs[low]!);
  return ys[low]! + share * (ys[high]! - ys[low]!);
}
