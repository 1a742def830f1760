import { conformalShift } from './conformal-shift.ts';
import { fitBand } from './fit-band.ts';
import { fitIntervals } from './fit-intervals.ts';
import { intervalFunction } from './interval-function.ts';

/** Numbers in [0, 1) from a seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Customers whose outcome is exactly 0 for a half, and spreads with the prediction for the others. */
function customers(seed: number, rows: number) {
  const random = numbersFrom(seed);
  const predicted = Float64Array.from({ length: rows }, () => 1 + 9 * random());
  const actual = predicted.map((value) => (random() < 0.5 ? 0 : -2 * value * Math.log(1 - random())));
  return { margins: Float32Array.from(predicted), predicted, actual };
}

const UNBOUNDED = { low: 0, high: Infinity };

describe('fitIntervals()', () => {
  it('holds the promised share of outcomes, over all and where the spread is small or large', () => {
    const tests = 4_000;
    let held = 0;
    const byHalf = [0, 0];
    const sizes = [0, 0];
    for (let draw = 0; draw < 10; draw += 1) {
      const model = fitIntervals('tweedie', customers(3 * draw, 4000), customers(3 * draw + 1, 2000), 0.9);
      const interval = intervalFunction(model, UNBOUNDED)!;
      const { predicted, actual } = customers(3 * draw + 2, tests);
      predicted.forEach((prediction, row) => {
        const { low, high } = interval(prediction, prediction);
        const isHeld = actual[row]! >= low && actual[row]! <= high;
        const half = prediction < 5.5 ? 0 : 1;
        held += Number(isHeld);
        byHalf[half]! += Number(isHeld);
        sizes[half]! += 1;
      });
    }
    // A calibration part of 2,000 rows moves the coverage by 0.7 points; ten of them by 0.2.
    expect(Math.abs(held / (10 * tests) - 0.9)).toBeLessThan(0.01);
    byHalf.forEach((its, half) => expect(Math.abs(its / sizes[half]! - 0.9)).toBeLessThan(0.015));
  });

  it('is wider where outcomes spread more', () => {
    const model = fitIntervals('tweedie', customers(1, 4000), customers(2, 2000), 0.9);
    const interval = intervalFunction(model, UNBOUNDED)!;
    expect(interval(9, 0).high - interval(9, 0).low).toBeGreaterThan(
      3 * (interval(2, 0).high - interval(2, 0).low),
    );
  });

  it('always holds the prediction and stays within the bounds', () => {
    const model = fitIntervals('regression', customers(1, 400), customers(2, 400), 0.9);
    const interval = intervalFunction(model, { low: 0, high: 12 })!;
    for (const prediction of [0, 0.5, 5, 11.9, 12]) {
      const { low, high } = interval(prediction, prediction);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(12);
      expect(low).toBeLessThanOrEqual(prediction);
      expect(high).toBeGreaterThanOrEqual(prediction);
    }
  });

  it.each([
    ['regression', 400, 5],
    ['binary', 400, 10],
    ['regression', 0, 40],
  ] as const)(
    'makes none for %s from %d tuning and %d calibration rows, and says why',
    (task, tune, calibrate) => {
      const model = fitIntervals(task, customers(1, tune), customers(2, calibrate), 0.9);
      expect(model.method).toBe('none');
      expect(intervalFunction(model, UNBOUNDED)).toBeNull();
    },
  );

  it('learns the band from a half of the calibration rows where there are no tuning rows', () => {
    const model = fitIntervals('regression', customers(1, 0), customers(2, 1000), 0.9);
    expect(model).toMatchObject({ method: 'conformal', rows: { band: 500, shift: 500 } });
  });
});

describe('conformalShift()', () => {
  const band = { at: [0], low: [0], high: [10] };
  const outcomes = (...values: number[]) => Float64Array.from(values);

  it('is the ⌈(n + 1) · coverage⌉-th smallest score', () => {
    const actual = outcomes(11, 12, 13, 14, 15, 16, 17, 18, 19);
    expect(conformalShift(band, new Float64Array(9), actual, 0.9)).toBeCloseTo(0.9, 12);
    expect(conformalShift(band, new Float64Array(9), actual, 0.5)).toBeCloseTo(0.5, 12);
  });

  it('is below 0 where the band is too wide', () => {
    expect(conformalShift(band, outcomes(5, 5, 5), outcomes(5, 5, 5), 0.5)).toBeCloseTo(-0.5, 12);
  });

  it('is null where so few rows can promise nothing finite', () => {
    expect(conformalShift(band, new Float64Array(8), new Float64Array(8), 0.9)).toBeNull();
  });
});

describe('fitBand()', () => {
  it('takes the shortest interval: what is often 0 needs no lower tail', () => {
    const actual = Float64Array.from({ length: 100 }, (_, row) => Math.max(0, row - 50));
    const { low, high } = fitBand(new Float64Array(100), actual, 0.9);
    expect([low, high]).toEqual([[0], [40]]);
  });

  it('does not depend on the order of the rows', () => {
    const { predicted, actual } = customers(5, 1000);
    expect(fitBand(predicted.toReversed(), actual.toReversed(), 0.9)).toEqual(
      fitBand(predicted, actual, 0.9),
    );
  });
});
