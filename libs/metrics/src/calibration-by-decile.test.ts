import { calibrationByDecile, expectedCalibrationError } from './index.ts';

describe('calibrationByDecile()', () => {
  it('starts with the highest predictions', () => {
    const predicted = Array.from({ length: 100 }, (_, row) => row);
    const deciles = calibrationByDecile(
      predicted.map((value) => 2 * value),
      predicted,
    );
    expect(deciles).toHaveLength(10);
    expect(deciles[0]).toEqual({ decile: 1, rows: 10, meanPredicted: 94.5, meanActual: 189 });
    expect(deciles[9]).toEqual({ decile: 10, rows: 10, meanPredicted: 4.5, meanActual: 9 });
  });

  it('keeps equal predictions together and leaves empty deciles out', () => {
    const deciles = calibrationByDecile([1, 2, 3, 4], [5, 5, 5, 5]);
    expect(deciles).toEqual([{ decile: 6, rows: 4, meanPredicted: 5, meanActual: 2.5 }]);
  });
});

describe('expectedCalibrationError()', () => {
  it('measures against true probabilities without the noise of labels', () => {
    const truth = Array.from({ length: 1500 }, (_, row) => row / 1500);
    const shifted = truth.map((value) => value * 0.98);
    expect(expectedCalibrationError(truth, truth)).toBe(0);
    expect(expectedCalibrationError(truth, shifted)).toBeCloseTo(0.02 * (1499 / 3000), 10);
  });

  it('refuses what is no probability', () => {
    expect(() => expectedCalibrationError([0, 1], [0.5, 1.01])).toThrow('found 1.01 (row 1)');
  });
});
