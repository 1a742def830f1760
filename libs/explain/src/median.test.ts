import fc from 'fast-check';
import { medianInPlace } from './median.ts';

describe('medianInPlace()', () => {
  it('medianInPlace() is the middle of the sorted values, with ties and infinities', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.float({ noNaN: true })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(values, (list) => {
        const sorted = Float32Array.from(list).sort();
        const middle = sorted.length >> 1;
        const expected = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
        // Adding 0 makes 0 of −0.
        expect(medianInPlace(Float32Array.from(list), list.length) + 0).toEqual(expected + 0);
      }),
    );
  });

  it('medianInPlace() looks at the first values only, and knows none of nothing', () => {
    expect(medianInPlace(Float32Array.of(3, 1, 2, 99, 99), 3)).toBe(2);
    expect(medianInPlace(Float32Array.of(1), 0)).toBeNaN();
  });
});
