import { Stream } from '../random/stream.ts';
import { interceptOf, logistic, probability, rate, rounded } from './quantities.ts';
import { drawTraits, varianceOf } from './traits.ts';

const N = 60_000;
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Values of a quantity over many customers of a normal age. */
function over<T>(
  take: (stream: Stream, traits: Parameters<typeof drawTraits>[1], customer: number) => T,
): T[] {
  const stream = new Stream(3, 1);
  const traits = { activity: 0, sociability: 0, quality: 0, commitment: 0 };
  let standardAge = 0;
  return Array.from({ length: N }, (_, customer) => {
    stream.restart(customer);
    standardAge = Math.sqrt(12) * (stream.uniform() - 0.5);
    drawTraits(stream, traits, standardAge, 0);
    return take(stream, traits, customer);
  });
}

describe('drawTraits()', () => {
  it('gives standard traits with the stated correlations', () => {
    const loads = [
      { activity: 1 },
      { sociability: 1 },
      { activity: 1, sociability: 1, quality: 1, commitment: 1 },
      { activity: 1, commitment: -1 },
      { quality: 0.5, sociability: -2 },
    ];
    for (const load of loads) {
      const full = { activity: 0, sociability: 0, quality: 0, commitment: 0, ...load };
      const sums = over(
        (_, t) =>
          full.activity * t.activity +
          full.sociability * t.sociability +
          full.quality * t.quality +
          full.commitment * t.commitment,
      );
      expect(Math.abs(mean(sums))).toBeLessThan(0.04);
      expect(mean(sums.map((sum) => sum * sum)) / varianceOf(load)).toBeCloseTo(1, 1);
    }
  });
});

describe('rate()', () => {
  it('keeps its mean whatever drives it, on every side of the app', () => {
    for (const side of ['social', 'dating', 'both'] as const) {
      const of = rate({ mean: 4.2, loads: { activity: 0.4, sociability: 0.3 }, spread: 0.3, side });
      const shares = [0.45, 0.35, 0.2];
      const means = shares.map((_, platform) => mean(over((stream, traits) => of(stream, traits, platform))));
      const overall = means.reduce((sum, value, platform) => sum + value * shares[platform]!, 0);
      expect(Math.abs(overall / 4.2 - 1)).toBeLessThan(0.02);
    }
  });
});

describe('probability()', () => {
  it.each([0.007, 0.212, 0.8])('keeps a mean of %d', (wanted) => {
    const of = probability({ mean: wanted, loads: { activity: -0.7, commitment: -0.6 } });
    expect(Math.abs(mean(over((_, traits) => of(traits))) / wanted - 1)).toBeLessThan(0.05);
  });
});

describe('interceptOf()', () => {
  it('is the logit where nothing scatters', () => {
    expect(logistic(interceptOf(0.3, 0))).toBeCloseTo(0.3, 10);
    expect(interceptOf(0.5, 2)).toBeCloseTo(0, 10);
  });
});

describe('rounded()', () => {
  it('rounds half up at the given decimal', () => {
    expect(rounded(2.345, 1)).toBe(2.3);
    expect(rounded(2.35, 1)).toBe(2.4);
    expect(rounded(12.3456, 3)).toBe(12.346);
  });
});
