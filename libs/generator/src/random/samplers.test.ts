import { normal } from './normal.ts';
import { beta, binomial, category, gamma, lomax, poisson, tweedie } from './samplers.ts';
import { Stream } from './stream.ts';

const DRAWS = 40_000;

const sample = (draw: (stream: Stream) => number, n = DRAWS): number[] => {
  const stream = new Stream(11, 9);
  return Array.from({ length: n }, () => draw(stream));
};

/** Kolmogorov-Smirnov distance times √n; above 1.95 with probability 0.001. */
function ks(values: number[], cdf: (x: number) => number): number {
  const sorted = values.toSorted((a, b) => a - b);
  let worst = 0;
  sorted.forEach((x, index) => {
    const p = cdf(x);
    worst = Math.max(worst, p - index / sorted.length, (index + 1) / sorted.length - p);
  });
  return worst * Math.sqrt(sorted.length);
}

/** χ² of counts against probabilities, in standard deviations from its mean; cells expected below 20 are pooled. */
function chiSquareZ(values: number[], probability: (k: number) => number): number {
  const counts = new Map<number, number>();
  for (const k of values) counts.set(k, (counts.get(k) ?? 0) + 1);
  let [sum, cells, pooledCount, pooledMass] = [0, 0, values.length, 1];
  for (let k = 0; k <= Math.max(...counts.keys()); k++) {
    const mass = probability(k);
    const expected = mass * values.length;
    if (expected < 20) continue;
    const count = counts.get(k) ?? 0;
    sum += (count - expected) ** 2 / expected;
    cells += 1;
    pooledCount -= count;
    pooledMass -= mass;
  }
  const pooled = Math.max(pooledMass * values.length, 1);
  sum += (pooledCount - pooled) ** 2 / pooled;
  return (sum - cells) / Math.sqrt(2 * cells);
}

/** Regularised lower incomplete gamma function, by its series. */
function gammaCdf(shape: number): (x: number) => number {
  return (x) => {
    if (x <= 0) return 0;
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; n < 2_000 && term > sum * 1e-14; n++) sum += term *= x / (shape + n);
    return Math.min(1, sum * Math.exp(shape * Math.log(x) - x - logGamma(shape)));
  };
}

/** Lanczos, g = 7, n = 9. */
function logGamma(x: number): number {
  const c = [
    0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
    12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  const t = x + 6.5;
  const series = c.slice(1).reduce((sum, value, index) => sum + value / (x + index), c[0]!);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series);
}

function normalCdf(x: number): number {
  const half = 0.5 * gammaCdf(0.5)((x * x) / 2);
  return x < 0 ? 0.5 - half : 0.5 + half;
}

describe('samplers follow their distributions', () => {
  it('normal()', () => {
    expect(ks(sample(normal), normalCdf)).toBeLessThan(1.95);
    // Beyond the ziggurat's last layer: P(|x| > 3.654) = 2.58e-4, so 129 are expected.
    const tails = sample(normal, 500_000).filter((x) => Math.abs(x) > 3.6541528853610088).length;
    expect(Math.abs(tails - 129)).toBeLessThan(4 * Math.sqrt(129));
  });

  it.each([0.3, 0.8, 1, 2.5, 30])('gamma() of shape %d', (shape) => {
    expect(
      ks(
        sample((stream) => gamma(stream, shape)),
        gammaCdf(shape),
      ),
    ).toBeLessThan(1.95);
  });

  it('beta()', () => {
    const of = (mean: number, precision: number) => sample((stream) => beta(stream, mean, precision));
    expect(ks(of(0.5, 4), (x) => 3 * x * x - 2 * x ** 3)).toBeLessThan(1.95);
    expect(ks(of(0.25, 4), (x) => 1 - (1 - x) ** 3)).toBeLessThan(1.95);
    expect(ks(of(0.8, 2.5), (x) => 1 - Math.sqrt(1 - x) * (1 + x / 2))).toBeLessThan(1.95);
  });

  it.each([0.05, 0.7, 4, 9.99, 10, 37.5, 300, 5_000])('poisson() of mean %d', (mean) => {
    const probability = (k: number) => Math.exp(k * Math.log(mean) - mean - logGamma(k + 1));
    expect(
      Math.abs(
        chiSquareZ(
          sample((stream) => poisson(stream, mean)),
          probability,
        ),
      ),
    ).toBeLessThan(4);
  });

  it.each([
    [9, 0.47],
    [11, 0.03],
    [30, 0.8],
    [200, 0.05],
  ])('binomial() of %d trials at %d', (n, p) => {
    const probability = (k: number) =>
      k > n
        ? 0
        : Math.exp(
            logGamma(n + 1) -
              logGamma(k + 1) -
              logGamma(n - k + 1) +
              k * Math.log(p) +
              (n - k) * Math.log(1 - p),
          );
    expect(
      Math.abs(
        chiSquareZ(
          sample((stream) => binomial(stream, n, p)),
          probability,
        ),
      ),
    ).toBeLessThan(4);
  });

  it('binomial() at the edges', () => {
    const stream = new Stream(1, 1);
    expect(binomial(stream, 0, 0.4)).toBe(0);
    expect(binomial(stream, 5, 0)).toBe(0);
    expect(binomial(stream, 5, 1)).toBe(5);
  });

  it('lomax()', () => {
    const values = sample((stream) => lomax(stream, 2.5, 30));
    expect(ks(values, (x) => 1 - (1 + x / 30) ** -2.5)).toBeLessThan(1.95);
  });

  it('category()', () => {
    const counts = [0, 0, 0];
    for (const index of sample((stream) => category(stream, [0.48, 0.96, 1]))) counts[index]! += 1;
    [0.48, 0.48, 0.04].forEach((share, index) =>
      expect(Math.abs(counts[index]! / DRAWS - share)).toBeLessThan(4 * Math.sqrt(0.25 / DRAWS)),
    );
  });

  it('tweedie() has its mean, its variance and its share of zeros', () => {
    const [mean, dispersion] = [22, 5];
    const values = sample((stream) => tweedie(stream, mean, dispersion));
    const average = values.reduce((sum, value) => sum + value, 0) / DRAWS;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / DRAWS;
    const zeros = values.filter((value) => value === 0).length / DRAWS;
    const expectedVariance = dispersion * mean ** 1.5;
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(expectedVariance / DRAWS));
    expect(variance / expectedVariance).toBeCloseTo(1, 1);
    expect(zeros).toBeCloseTo(Math.exp((-2 * Math.sqrt(mean)) / dispersion), 2);
  });
});
