import fc from 'fast-check';
import { incompleteBeta } from './incomplete-beta.ts';

describe('incompleteBeta()', () => {
  it('equals the binomial tail for whole parameters', () => {
    // I(0.3; 3, 5) = P(at least 3 of 7 at 0.3).
    const choose = [1, 7, 21, 35, 35, 21, 7, 1];
    const tail = [3, 4, 5, 6, 7].reduce((sum, k) => sum + choose[k]! * 0.3 ** k * 0.7 ** (7 - k), 0);
    expect(incompleteBeta(0.3, 3, 5)).toBeCloseTo(tail, 13);
  });

  it('is symmetric: I(x; a, b) + I(1 − x; b, a) = 1', () => {
    const parameter = fc.double({ min: 0.2, max: 40, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), parameter, parameter, (x, a, b) => {
        return Math.abs(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a) - 1) < 1e-11;
      }),
    );
  });

  it('refuses x outside [0, 1]', () => {
    expect(() => incompleteBeta(1.1, 2, 2)).toThrow(RangeError);
  });
});
