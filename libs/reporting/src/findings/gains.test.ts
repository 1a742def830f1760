import * as fc from 'fast-check';
import type { Bin } from './findings.ts';
import { calibrationPoints, capturedBy, gainsPoints } from './gains.ts';

/** A bin of customers whose outcomes are 0 or 1. */
const bin = (customers: number, predicted: number, positives: number): Bin => ({
  customers,
  predicted: predicted * customers,
  actual: positives,
  actualSquares: positives,
});

describe('gainsPoints()', () => {
  it('takes the highest predictions first', () => {
    const points = gainsPoints([bin(10, 0.1, 1), bin(10, 0.9, 9)]);
    expect(points).toEqual([
      { customers: 0, captured: 0 },
      { customers: 0.5, captured: 0.9 },
      { customers: 1, captured: 1 },
    ]);
  });

  it('has nothing to show when nothing happened', () => {
    expect(gainsPoints([bin(10, 0.1, 0)])).toEqual([]);
    expect(capturedBy([bin(10, 0.1, 0)], 1)).toBeNull();
  });

  it('rises from (0, 0) to (1, 1)', () => {
    const bins = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true })),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(bins, (sizes) => {
        const points = gainsPoints(
          sizes.map(([size, rate]) => bin(size, rate, Math.max(1, Math.floor(size * rate)))),
        );
        expect(points.at(-1)).toEqual({ customers: 1, captured: 1 });
        for (let k = 1; k < points.length; k++) {
          expect(points[k]!.customers).toBeGreaterThan(points[k - 1]!.customers);
          expect(points[k]!.captured).toBeGreaterThan(points[k - 1]!.captured);
        }
      }),
    );
  });
});

describe('capturedBy()', () => {
  it('has the binomial interval for outcomes of 0 and 1', () => {
    const found = capturedBy([bin(100, 0.1, 10), bin(100, 0.9, 90)], 1)!;
    const half = 1.959964 * Math.sqrt((0.9 * 0.1) / 100);
    expect(found.share).toBeCloseTo(0.9, 12);
    expect(found.low).toBeCloseTo(0.9 - half, 9);
    expect(found.high).toBeCloseTo(0.9 + half, 9);
    expect(found.lift).toBeCloseTo(1.8, 12);
  });
});

describe('calibrationPoints()', () => {
  it('joins neighbouring bins', () => {
    const [point, ...others] = calibrationPoints([bin(10, 0.2, 2), bin(30, 0.4, 14)], 2);
    expect(others).toEqual([]);
    expect(point!.predicted).toBeCloseTo(0.35, 12);
    expect(point!.actual).toBeCloseTo(0.4, 12);
    expect(point!.low).toBeLessThan(0.4);
  });
});
