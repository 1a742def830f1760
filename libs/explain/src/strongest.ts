import type { Themes } from './themes.ts';

/** How many reasons a customer gets. */
export const REASONS = 3;

/** The strongest themes of one row, overwritten by each call of `strongestThemes`. */
export interface Strongest {
  /** Sum of the contributions of each theme. */
  readonly sums: Float64Array;
  /** Themes with the largest absolute sums, in descending order; −1 where there are no more. */
  readonly theme: Int32Array;
  /** The column that speaks for each of them: the strongest one that pulls the same way as the whole theme. */
  readonly feature: Int32Array;
}

/** Room for one row's strongest themes, made once and used for all rows. */
export function strongestOf(themes: Themes): Strongest {
  return {
    sums: new Float64Array(themes.names.length),
    theme: new Int32Array(REASONS),
    feature: new Int32Array(REASONS),
  };
}

/**
 * Sums the contributions within each theme and ranks the themes; equal sums keep the order of the themes, and
 * a theme that sums to 0 is no reason. Allocates nothing.
 *
 * @param contributions SHAP values; one row's begin at `offset`
 */
export function strongestThemes(
  themes: Themes,
  contributions: Float32Array,
  offset: number,
  into: Strongest,
): void {
  const { sums, theme, feature } = into;
  const { ofFeature } = themes;
  sums.fill(0);
  for (let f = 0; f < ofFeature.length; f++) sums[ofFeature[f]!]! += contributions[offset + f]!;
  theme.fill(-1);
  feature.fill(-1);
  for (let t = 0; t < sums.length; t++) {
    const size = Math.abs(sums[t]!);
    if (size === 0) continue;
    let place = REASONS;
    while (place > 0 && (theme[place - 1]! < 0 || Math.abs(sums[theme[place - 1]!]!) < size)) place--;
    if (place === REASONS) continue;
    theme.copyWithin(place + 1, place, REASONS - 1);
    theme[place] = t;
  }
  for (let f = 0; f < ofFeature.length; f++) {
    const place = theme.indexOf(ofFeature[f]!);
    if (place < 0) continue;
    const sign = Math.sign(sums[ofFeature[f]!]!);
    const held = feature[place]!;
    const pull = sign * contributions[offset + f]!;
    if (pull > 0 && (held < 0 || pull > sign * contributions[offset + held]!)) feature[place] = f;
  }
}
