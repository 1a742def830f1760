import { gaussLegendre, type Quadrature } from '../exact/gauss-legendre.ts';

/*
 * What a leaf of value v adds to the path-dependent Shapley value of feature j on its path (Lundberg et al. 2018,
 * arXiv 1802.03888, as an integral): with oₖ = 1 where the row satisfies all conditions on feature k, else 0, and zₖ the
 * product of their cover ratios,
 *
 *   φⱼ = v ∫₀¹ (oⱼ − zⱼ) ∏ₖ≠ⱼ (zₖ (1 − t) + oₖ t) dt
 *
 * a polynomial of degree d − 1 for d features.
 */

const rules: Quadrature[] = [];

/** Gauss-Legendre points that are exact for leaves of so many features. */
export function quadratureFor(features: number): Quadrature {
  const points = Math.max(1, Math.ceil(features / 2));
  return (rules[points] ??= gaussLegendre(points));
}

/** Stands for a cover ratio of 0, so that quotients stay finite; its powers up to ten do not underflow. */
export const LEAST_RATIO = 1e-30;
