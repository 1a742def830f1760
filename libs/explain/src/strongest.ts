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
  const { members, starts } = themes;
  for (let k = 0; k < REASONS; k++) theme[k] = -1;
  for (let t = 0; t < sums.length; t++) {
    let sum = 0;
    for (let m = starts[t]!; m < starts[t + 1]!; m++) sum += contributions[offset + members[m]!]!;
    sums[t] = sum;
    const size = Math.abs(sum);
    if (size === 0) continue;
    let place = REASONS;
    while (place > 0 && (theme[place - 1]! < 0 || Math.abs(sums[theme[place - 1]!]!) < size)) place--;
    if (place === REASONS) continue;
    for (let k = REASONS - 1; k > place; k--) theme[k] = theme[k - 1]!;
    theme[place] = t;
  }
  for (let k = 0; k < REASONS; k++)
    feature[k] = theme[k]! < 0 ? -1 : spokesman(themes, theme[k]!, sums[theme[k]!]!, contributions, offset);
}

/** The feature of a theme that pulls hardest in the direction of `sum`, the first among equals. */
function spokesman(
  { members, starts }: Themes,
  theme: number,
  sum: number,
  contributions: Float32Array,
  offset: number,
): number {
  const sign = Math.sign(sum);
  let hardest = 0;
  let found = -1;
  for (let m = starts[theme]!; m < starts[theme + 1]!; m++) {
    const pull = sign * contributions[offset + members[m]!]!;
    if (pull <= hardest) continue;
    hardest = pull;
    found = members[m]!;
  }
  return found;
}
