import type { Interval } from './bootstrap-intervals.ts';

/** 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * A share with its 95 % interval (Wilson 1927, JASA 22:209), which stays within [0, 1] and has a width where the
 * share is 0 or 1: resampling rows that are all alike would give none.
 *
 * @param share in [0, 1], of `rows`; NaN in, NaN out
 * @param rows how many the share is of
 * @example wilsonInterval(1, 170).low // 0.978
 */
export function wilsonInterval(share: number, rows: number): Interval {
  if (Number.isNaN(share) || !(rows > 0)) return { value: NaN, low: NaN, high: NaN };
  const scale = 1 + (Z * Z) / rows;
  const center = (share + (Z * Z) / (2 * rows)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / rows + (Z * Z) / (4 * rows * rows));
  return {
    value: share,
    low: Math.max(0, Math.min(share, center - half)),
    high: Math.min(1, Math.max(share, center + half)),
  };
}

/**
 * The ratio of two shares with an interval made from theirs (MOVER-R: Donner & Zou 2012, Stat Methods Med Res
 * 21:347, formula 9), as if they came from different rows. NaN where the lower share may be 0.
 *
 * @example ratioInterval(wilsonInterval(1, 170), wilsonInterval(0.5, 17_000)).value // 2
 */
export function ratioInterval(above: Interval, below: Interval): Interval {
  const product = above.value * below.value;
  const end = (top: number, bottom: number, sign: 1 | -1): number => {
    const divisor = bottom * (2 * below.value - bottom);
    const root = Math.sqrt(Math.max(0, product ** 2 - top * (2 * above.value - top) * divisor));
    return divisor > 0 ? (product + sign * root) / divisor : NaN;
  };
  const value = above.value / below.value;
  return { value, low: end(above.low, below.high, -1), high: end(above.high, below.low, 1) };
}
