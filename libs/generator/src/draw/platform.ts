/** Codes of `platform_primary`, and the cumulative shares 45, 35 and 20 %. */
export const SOCIAL_MEDIA = 0;
export const DATING = 1;
export const BOTH = 2;
export const PLATFORM_SHARES: readonly number[] = [0.45, 0.8, 1];

/** Which side of the app a quantity belongs to: the other side's customers have less of it, never none. */
export type Side = 'social' | 'dating' | 'both';

/** Multipliers by platform code; weighted by the shares each row averages 1. */
const EMPHASIS: Readonly<Record<Side, readonly number[]>> = {
  social: [1.25, 0.6, 1.1375],
  dating: [0.6, 1.4, 1.2],
  both: [1, 1, 1],
};

/** Multiplier of a quantity for customers of a platform. */
export function emphasis(side: Side, platform: number): number {
  return EMPHASIS[side][platform]!;
}
