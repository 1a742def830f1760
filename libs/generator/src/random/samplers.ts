import { normal } from './normal.ts';
import type { Stream } from './stream.ts';

/** True with probability p. */
export function bernoulli(stream: Stream, p: number): boolean {
  return stream.uniform() < p;
}

/** Gamma with the given shape (> 0) and scale 1: Marsaglia and Tsang 2000 (doi 10.1145/358407.358414). */
export function gamma(stream: Stream, shape: number): number {
  if (shape < 1) return gamma(stream, shape + 1) * Math.pow(stream.uniform(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(stream);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = stream.uniform();
    if (u < 1 - 0.0331 * x * x * x * x) return d * v;
    if (Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** Beta with the given mean in (0, 1) and precision (the sum of its two shapes). */
export function beta(stream: Stream, mean: number, precision: number): number {
  const x = gamma(stream, mean * precision);
  const y = gamma(stream, (1 - mean) * precision);
  // Both can underflow to 0 when the shapes are tiny.
  return x + y > 0 ? x / (x + y) : Number(stream.uniform() < mean);
}

/** Lomax, a Pareto distribution that begins at 0: mean = scale / (shape − 1). */
export function lomax(stream: Stream, shape: number, scale: number): number {
  return scale * (Math.pow(stream.uniform(), -1 / shape) - 1);
}

/** Number of successes in n trials, by inversion; meant for means below some hundreds. */
export function binomial(stream: Stream, n: number, p: number): number {
  if (p > 0.5) return n - binomial(stream, n, 1 - p);
  if (n === 0 || p <= 0) return 0;
  const odds = p / (1 - p);
  let chance = Math.pow(1 - p, n);
  let u = stream.uniform();
  let k = 0;
  while (u > chance && k < n) {
    u -= chance;
    k += 1;
    chance *= (odds * (n - k + 1)) / k;
  }
  return k;
}

/** Index drawn from cumulative shares, the last of which is 1. */
export function category(stream: Stream, cumulative: readonly number[]): number {
  const u = stream.uniform();
  let index = 0;
  while (index < cumulative.length - 1 && u >= cumulative[index]!) index += 1;
  return index;
}

/**
 * Tweedie with variance power 1.5: a Poisson number of exponential amounts.
 *
 * @param mean expected value, > 0
 * @param dispersion φ of Var = φ mean^1.5
 */
export function tweedie(stream: Stream, mean: number, dispersion: number): number {
  const root = Math.sqrt(mean);
  const count = poisson(stream, (2 * root) / dispersion);
  return count === 0 ? 0 : gamma(stream, count) * 0.5 * dispersion * root;
}

/** Poisson counts: multiplication below a mean of 10, above it PTRS of Hörmann 1993 (doi 10.1016/0167-6687(93)90997-4). */
export function poisson(stream: Stream, mean: number): number {
  return mean < 10 ? smallPoisson(stream, mean) : largePoisson(stream, mean);
}

function smallPoisson(stream: Stream, mean: number): number {
  const limit = Math.exp(-mean);
  let product = stream.uniform();
  let k = 0;
  while (product > limit) {
    product *= stream.uniform();
    k += 1;
  }
  return k;
}

function largePoisson(stream: Stream, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const v0 = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = stream.uniform() - 0.5;
    const v = stream.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= v0) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const bound = k * Math.log(mean) - mean - logFactorial(k);
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

const logFactorials = new Float64Array(256);
for (let k = 2; k < logFactorials.length; k++) logFactorials[k] = logFactorials[k - 1]! + Math.log(k);

/** ln k!, from a table and beyond it by Stirling's series. */
function logFactorial(k: number): number {
  if (k < logFactorials.length) return logFactorials[k]!;
  const inverse = 1 / k;
  return (
    (k + 0.5) * Math.log(k) - k + 0.918938533204672742 + inverse / 12 - (inverse * inverse * inverse) / 360
  );
}
