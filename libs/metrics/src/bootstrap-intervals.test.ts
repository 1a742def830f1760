import {
  bootstrapIntervals,
  drawResamples,
  prepareMeanAbsoluteError,
  prepareRocAuc,
  randomStream,
  rankDescending,
} from './index.ts';

const draws = (rows: number, seed: number) => {
  const stream = randomStream(seed);
  return Float64Array.from({ length: rows }, () => stream.word() / 2 ** 32);
};

describe('bootstrapIntervals()', () => {
  it('gives the same interval for the same seed, another for another', () => {
    const mae = prepareMeanAbsoluteError(draws(200, 1), draws(200, 2));
    const first = bootstrapIntervals({ mae }, 200, { seed: 5 });
    expect(bootstrapIntervals({ mae }, 200, { seed: 5 })).toEqual(first);
    expect(bootstrapIntervals({ mae }, 200, { seed: 6 }).mae.low).not.toBe(first.mae.low);
  });

  it('gives the same interval with resamples that were drawn before, and refuses those of other rows', () => {
    const mae = prepareMeanAbsoluteError(draws(200, 1), draws(200, 2));
    const options = { seed: 5, resamples: 50 };
    const drawn = drawResamples(200, options);
    expect(drawn.counts.map((counts) => counts.reduce((sum, count) => sum + count, 0))).toEqual(
      new Array(50).fill(200),
    );
    expect(bootstrapIntervals({ mae }, 200, { ...options, draws: drawn })).toEqual(
      bootstrapIntervals({ mae }, 200, options),
    );
    expect(() =>
      bootstrapIntervals({ mae }, 200, { ...options, draws: drawResamples(199, options) }),
    ).toThrow('Expected 50 resamples of 200 rows, found 50 of 199');
  });

  it('covers the true mean in about 95 % of samples', () => {
    const covered = Array.from({ length: 250 }, (_, sample) => {
      const losses = draws(100, sample + 1);
      const mae = prepareMeanAbsoluteError(losses, new Float64Array(100));
      const interval = bootstrapIntervals({ mae }, 100, { seed: 3, resamples: 120 }).mae;
      return interval.low <= 0.5 && 0.5 <= interval.high;
    }).filter(Boolean).length;
    expect(covered / 250).toBeGreaterThan(0.9);
    expect(covered / 250).toBeLessThan(0.985);
  });

  it('has the width that theory gives for the mean of a uniform variable', () => {
    const mae = prepareMeanAbsoluteError(draws(4000, 9), new Float64Array(4000));
    const { low, high } = bootstrapIntervals({ mae }, 4000, { seed: 1, resamples: 1000 }).mae;
    expect((high - low) / (2 * 1.96 * Math.sqrt(1 / 12 / 4000))).toBeCloseTo(1, 0.7);
  });

  it('sees the same resamples for all metrics, so that a difference is paired', () => {
    const mae = prepareMeanAbsoluteError(draws(50, 1), draws(50, 2));
    const paired = bootstrapIntervals({ none: (weights) => mae(weights) - mae(weights) }, 50, { seed: 1 });
    expect(paired.none).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('leaves out resamples that say nothing, and gives up when most do', () => {
    const labels = Float64Array.from({ length: 8 }, (_, row) => (row === 0 ? 1 : 0));
    const auc = prepareRocAuc(labels, rankDescending([1, 2, 3, 4, 5, 6, 7, 8]));
    const one = prepareRocAuc(new Float64Array(8), rankDescending([1, 2, 3, 4, 5, 6, 7, 8]));
    const found = bootstrapIntervals({ auc, one }, 8, { seed: 2 });
    expect(found.auc.low).toBeGreaterThanOrEqual(0);
    expect(found.one).toEqual({ value: NaN, low: NaN, high: NaN });
  });

  it('holds the value itself, also of a metric that resampling shifts', () => {
    const distinct = (weights: Float64Array) => weights.filter((weight) => weight > 0).length;
    expect(bootstrapIntervals({ distinct }, 100, { seed: 1 }).distinct).toMatchObject({
      value: 100,
      high: 100,
    });
  });

  it('refuses no rows, one resample, and a level of 1', () => {
    const none = () => 0;
    expect(() => bootstrapIntervals({ none }, 0, { seed: 1 })).toThrow(RangeError);
    expect(() => bootstrapIntervals({ none }, 1, { seed: 1, resamples: 1 })).toThrow(RangeError);
    expect(() => bootstrapIntervals({ none }, 1, { seed: 1, level: 1 })).toThrow(RangeError);
  });
});

describe('randomStream()', () => {
  it('draws every whole number below the bound about equally often', () => {
    const stream = randomStream(11);
    const counts = new Float64Array(7);
    for (let draw = 0; draw < 70_000; draw += 1) counts[stream.below(7)]! += 1;
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // 99.9 % of six degrees of freedom.
    expect(chiSquared).toBeLessThan(22.5);
  });
});
