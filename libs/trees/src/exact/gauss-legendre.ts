/** Points in (0, 1) and their weights, which add up to 1. */
export interface Quadrature {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss-Legendre quadrature on [0, 1] with n points, exact for polynomials of degree up to 2n − 1 (roots of the
 * Legendre polynomial by Newton's method; Press et al., Numerical Recipes, section 4.6).
 */
export function gaussLegendre(n: number): Quadrature {
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let root = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step += 1) {
      let [value, before] = [1, 0];
      for (let k = 1; k <= n; k += 1)
        [value, before] = [((2 * k - 1) * root * value - (k - 1) * before) / k, value];
      slope = (n * (root * value - before)) / (root * root - 1);
      const change = value / slope;
      root -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    points[i] = (1 - root) / 2;
    weights[i] = 1 / ((1 - root * root) * slope * slope);
  }
  return { points, weights };
}
