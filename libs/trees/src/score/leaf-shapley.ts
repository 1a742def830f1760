import { gaussLegendre, type Quadrature } from '../exact/gauss-legendre.ts';

const rules: Quadrature[] = [];

/** Exact for the polynomials of so many features: degree features − 1. */
export function quadratureFor(features: number): Quadrature {
  const points = Math.max(1, Math.ceil(features / 2));
  return (rules[points] ??= gaussLegendre(points));
}

/** Stands for a cover ratio of 0, so that quotients stay finite; its powers up to ten do not underflow. */
export const LEAST_RATIO = 1e-30;

/**
 * Shapley values of a leaf's d features for each pattern of satisfied features (bit k: feature k), `2ᵈ × d`:
 * φⱼ = v ∫₀¹ (oⱼ − zⱼ) ∏ₖ≠ⱼ (zₖ (1 − t) + oₖ t) dt, by Gauss-Legendre quadrature, which is exact for polynomials.
 */
export function leafShapley(value: number, ratios: readonly number[]): Float64Array {
  const features = ratios.length;
  const patterns = 2 ** features;
  const table = new Float64Array(patterns * features);
  const products = new Float64Array(patterns);
  const whenSatisfied = new Float64Array(features);
  const { points, weights } = quadratureFor(features);
  for (let point = 0; point < points.length; point += 1) {
    const t = points[point]!;
    const whenNot = -1 / (1 - t);
    products[0] = value * weights[point]!;
    for (let k = 0; k < features; k += 1) {
      const z = Math.max(ratios[k]!, LEAST_RATIO);
      const factor = z * (1 - t) + t;
      whenSatisfied[k] = (1 - z) / factor;
      for (let pattern = 0; pattern < 2 ** k; pattern += 1) {
        products[pattern + 2 ** k] = products[pattern]! * factor;
        products[pattern]! *= z * (1 - t);
      }
    }
    for (let pattern = 0, at = 0; pattern < patterns; pattern += 1)
      for (let k = 0; k < features; k += 1, at += 1)
        table[at]! += products[pattern]! * ((pattern >> k) & 1 ? whenSatisfied[k]! : whenNot);
  }
  return table;
}
