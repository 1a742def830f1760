import { gaussLegendre } from './gauss-legendre.ts';

describe('gaussLegendre()', () => {
  it.each([1, 2, 5, 16, 40])('integrates every power up to 2n − 1 exactly, with n = %d points', (n) => {
    const { points, weights } = gaussLegendre(n);
    for (let power = 0; power < 2 * n; power += 1) {
      const found = points.reduce((sum, t, i) => sum + weights[i]! * t ** power, 0);
      expect(Math.abs(found - 1 / (power + 1))).toBeLessThan(1e-14);
    }
  });

  it('does not integrate power 2n exactly', () => {
    const { points, weights } = gaussLegendre(2);
    const found = points.reduce((sum, t, i) => sum + weights[i]! * t ** 4, 0);
    expect(Math.abs(found - 1 / 5)).toBeGreaterThan(1e-3);
  });
});
