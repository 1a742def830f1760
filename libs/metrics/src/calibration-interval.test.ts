import { calibrationInterval, expectedCalibrationError, randomStream, rankDescending } from './index.ts';

/** Probabilities spread over [0.1, 0.9], and labels drawn with them shifted by as much. */
function sample(seed: number, rows: number, shift: number) {
  const stream = randomStream(seed);
  const uniform = () => stream.word() / 2 ** 32;
  const predicted = Float64Array.from({ length: rows }, () => 0.1 + 0.8 * uniform());
  const labels = predicted.map((p) => Number(uniform() < p + shift));
  return { predicted, labels };
}

describe('calibrationInterval()', () => {
  it.each([0, 0.01, 0.03, 0.08])(
    'holds an error of %d in at least 95 %% of samples, as percentiles do not',
    (shift) => {
      const samples = 120;
      const covered = Array.from({ length: samples }, (_, at) => {
        const { predicted, labels } = sample(at + 1, 1500, shift);
        const { low, high } = calibrationInterval(labels, predicted, rankDescending(predicted), {
          seed: 5,
          resamples: 100,
        });
        return low <= shift && shift <= high;
      }).filter(Boolean).length;
      expect(covered / samples).toBeGreaterThanOrEqual(0.94);
    },
  );

  it('finds an error that is there, above what noise can make', () => {
    const { predicted, labels } = sample(3, 4000, 0.08);
    const { low, high } = calibrationInterval(labels, predicted, rankDescending(predicted), { seed: 5 });
    expect(low).toBeGreaterThan(0.03);
    expect(high).toBeLessThan(0.12);
  });

  it('has the value of expectedCalibrationError(), ties included', () => {
    const { predicted, labels } = sample(4, 999, 0.02);
    const rough = predicted.map((p) => Math.round(p * 20) / 20);
    for (const scores of [predicted, rough])
      expect(calibrationInterval(labels, scores, rankDescending(scores), { seed: 1 }).value).toBeCloseTo(
        expectedCalibrationError(labels, scores),
        12,
      );
  });

  it('is the same for the same seed, and refuses no rows', () => {
    const { predicted, labels } = sample(4, 200, 0);
    const of = (seed: number) => calibrationInterval(labels, predicted, rankDescending(predicted), { seed });
    expect(of(2)).toEqual(of(2));
    expect(of(2)).not.toEqual(of(3));
    const none = new Float64Array();
    expect(() => calibrationInterval(none, none, rankDescending(none), { seed: 1 })).toThrow(RangeError);
  });
});
