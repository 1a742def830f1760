import { normal } from '../random/normal.ts';
import type { Stream } from '../random/stream.ts';

/**
 * What makes customers differ, in standard deviations. Traits are never written: they reach the outcomes only
 * through the columns.
 */
export interface Traits {
  activity: number;
  sociability: number;
  quality: number;
  commitment: number;
}

/** How strongly a quantity follows each trait, a standard deviation. */
export type Loads = Readonly<Partial<Traits>>;

const NAMES = ['activity', 'sociability', 'quality', 'commitment'] as const;

/** Sociable people are more active, good profiles belong to sociable people, the committed are active. */
const ACTIVITY_BY_AGE = -0.3;
const SOCIABILITY_BY_ACTIVITY = 0.45;
const QUALITY_BY_SOCIABILITY = 0.25;
const COMMITMENT_BY_ACTIVITY = 0.35;

/** Correlations that follow from the four numbers above, in the order of NAMES. */
const CORRELATIONS: readonly (readonly number[])[] = [
  [1, 0.45, 0.1125, 0.35],
  [0.45, 1, 0.25, 0.1575],
  [0.1125, 0.25, 1, 0.039375],
  [0.35, 0.1575, 0.039375, 1],
];

/**
 * Draws the four traits.
 *
 * @param standardAge age in standard deviations from its mean: younger customers are more active
 * @param activityShift moves activity alone, in standard deviations
 */
export function drawTraits(stream: Stream, traits: Traits, standardAge: number, activityShift: number): void {
  const activity = correlated(stream, ACTIVITY_BY_AGE, standardAge);
  traits.sociability = correlated(stream, SOCIABILITY_BY_ACTIVITY, activity);
  traits.quality = correlated(stream, QUALITY_BY_SOCIABILITY, traits.sociability);
  traits.commitment = correlated(stream, COMMITMENT_BY_ACTIVITY, activity);
  traits.activity = activity + activityShift;
}

function correlated(stream: Stream, correlation: number, other: number): number {
  return correlation * other + Math.sqrt(1 - correlation * correlation) * normal(stream);
}

/** Loads times traits. */
export function weigh(loads: Required<Traits>, traits: Traits): number {
  return (
    loads.activity * traits.activity +
    loads.sociability * traits.sociability +
    loads.quality * traits.quality +
    loads.commitment * traits.commitment
  );
}

/** All four loads, 0 where none is named. */
export function allLoads(loads: Loads): Required<Traits> {
  return { activity: 0, sociability: 0, quality: 0, commitment: 0, ...loads };
}

/** Variance of loads times traits, over all customers. */
export function varianceOf(loads: Loads): number {
  let sum = 0;
  NAMES.forEach((first, row) =>
    NAMES.forEach((second, column) => {
      sum += (loads[first] ?? 0) * (loads[second] ?? 0) * CORRELATIONS[row]![column]!;
    }),
  );
  return sum;
}
