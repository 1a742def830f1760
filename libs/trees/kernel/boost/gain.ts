import { alpha, lambda, maxDeltaStep, minChildWeight, unitG, unitH } from './state';

/** Gradient of packed sums. */
@inline
export function gradientOf(packed: i64): f64 {
  return <f64>(packed >> 32) * unitG;
}

/** Hessian of packed sums. */
@inline
export function hessianOf(packed: i64): f64 {
  return <f64>(packed & 0xffffffff) * unitH;
}

/** Soft threshold of the L1 term. */
function shrunk(g: f64): f64 {
  return g > alpha ? g - alpha : g < -alpha ? g + alpha : 0;
}

/** Newton's step of a leaf within its bounds (Chen & Guestrin 2016, arXiv 1603.02754, formula 5). */
export function weightOf(g: f64, h: f64, lower: f64, upper: f64): f64 {
  if (h <= 0 || h < minChildWeight) return 0;
  let weight = -shrunk(g) / (h + lambda);
  if (maxDeltaStep != 0) weight = min(max(weight, -maxDeltaStep), maxDeltaStep);
  return min(max(weight, lower), upper);
}

/** Twice the loss that a leaf of this weight takes away. */
export function gainOfWeight(g: f64, h: f64, weight: f64): f64 {
  return -(2 * g * weight + (h + lambda) * weight * weight) - 2 * alpha * abs(weight);
}

/** The same for the best weight, where nothing but L1 and L2 holds it. */
export function gainOf(g: f64, h: f64): f64 {
  const s = shrunk(g);
  return (s * s) / (h + lambda);
}
