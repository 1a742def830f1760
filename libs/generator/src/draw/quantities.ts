import { normal } from '../random/normal.ts';
import { beta, poisson } from '../random/samplers.ts';
import type { Stream } from '../random/stream.ts';
import { BOTH, DATING, emphasis, SOCIAL_MEDIA, type Side } from './platform.ts';
import { allLoads, varianceOf, weigh, type Loads, type Traits } from './traits.ts';

/** A positive quantity, log-normal between customers: how much on average, and what drives it. */
export interface Rate {
  /** Mean over all customers. */
  readonly mean: number;
  /** Change of its logarithm with a standard deviation of each trait. */
  readonly loads?: Loads;
  /** Standard deviation of its logarithm that no trait explains. */
  readonly spread?: number;
  readonly side?: Side;
}

/** Expected quantity of one customer. */
export type RateOf = (stream: Stream, traits: Traits, platform: number) => number;

/** Prepares a rate: its mean over customers is the stated one, whatever the loads. */
export function rate({ mean, loads = {}, spread = 0, side = 'both' }: Rate): RateOf {
  const full = allLoads(loads);
  const base = Math.log(mean) - 0.5 * (varianceOf(loads) + spread * spread);
  const bases = [SOCIAL_MEDIA, DATING, BOTH].map((platform) => base + Math.log(emphasis(side, platform)));
  return (stream, traits, platform) =>
    Math.exp(bases[platform]! + weigh(full, traits) + (spread > 0 ? spread * normal(stream) : 0));
}

/** A Poisson count around a rate. */
export function count(spec: Rate): RateOf {
  const expected = rate(spec);
  return (stream, traits, platform) => poisson(stream, expected(stream, traits, platform));
}

/** A share in (0, 1): its mean over customers, what drives it on the logit scale, and how it scatters. */
export interface Share {
  readonly mean: number;
  readonly loads?: Loads;
  /** Sum of the two shapes of the Beta draw: the larger, the closer to what the traits say. */
  readonly precision: number;
}

export type ShareOf = (stream: Stream, traits: Traits) => number;

/** A Beta draw around a logit of the traits. */
export function share({ mean, loads = {}, precision }: Share): ShareOf {
  const expected = probability({ mean, loads });
  return (stream, traits) => beta(stream, expected(traits), precision);
}

/** A probability that follows the traits; its mean over customers is the stated one. */
export function probability({ mean, loads = {} }: Omit<Share, 'precision'>): (traits: Traits) => number {
  const full = allLoads(loads);
  const intercept = interceptOf(mean, Math.sqrt(varianceOf(loads)));
  return (traits) => logistic(intercept + weigh(full, traits));
}

/** 1 / (1 + e^−x). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The intercept at which the logistic of a normal variable with that deviation has that mean, by bisection. */
export function interceptOf(mean: number, deviation: number): number {
  let low = -20;
  let high = 20;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (meanLogistic(middle, deviation) < mean) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** E[logistic(intercept + deviation z)] for standard normal z, summed over a fine grid. */
function meanLogistic(intercept: number, deviation: number): number {
  let sum = 0;
  let weight = 0;
  for (let z = -6; z <= 6; z += 0.125) {
    const density = Math.exp(-0.5 * z * z);
    sum += density * logistic(intercept + deviation * z);
    weight += density;
  }
  return sum / weight;
}

/** Rounds to a number of decimals, half up. */
export function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}

/** Limits a value to [low, high]. */
export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
