import { columnOf, type Contract, type Model } from '@engage/schema';
import type { Themes } from './themes.ts';

/** 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/** One feature's weight in a model, over all explained rows. */
export interface RankedFeature {
  readonly feature: string;
  readonly theme: string;
  readonly actionable: boolean;
  /** Mean absolute SHAP value, on the margin scale. */
  readonly meanAbsolute: number;
  /** Share of the sum over all features, in [0, 1]. */
  readonly share: number;
  /** 1 when higher values raise the prediction on the whole, −1 when they lower it; null for categories. */
  readonly direction: -1 | 0 | 1 | null;
}

/** One theme's weight: the mean absolute value of the summed contributions of its features. */
export interface RankedTheme {
  readonly theme: string;
  readonly features: readonly string[];
  readonly meanAbsolute: number;
  readonly share: number;
  /** 95 % interval of the share, the normal one of a ratio of sums: the rows vary, the model does not. */
  readonly low: number;
  readonly high: number;
}

/** `explanations/<model>.global.json`: what a model goes by, strongest first. */
export interface GlobalRanking {
  readonly model: string;
  /** Rows that the means are over. */
  readonly rows: number;
  readonly scale: 'margin';
  readonly features: readonly RankedFeature[];
  readonly themes: readonly RankedTheme[];
}

/** Sums that a ranking is made from; filled row by row, nothing is allocated on the way. */
export interface RankingSums {
  rows: number;
  readonly absolute: Float64Array;
  readonly absoluteOfTheme: Float64Array;
  /** Per theme: sums of its absolute value squared, and times that of all themes; and of the latter squared. */
  readonly squareOfTheme: Float64Array;
  readonly crossOfTheme: Float64Array;
  squareOfAll: number;
  /** Per feature: number of known values, sums of value, of contribution, and of their product. */
  readonly known: Float64Array;
  readonly value: Float64Array;
  readonly contribution: Float64Array;
  readonly product: Float64Array;
}

/** Sums of nothing yet. */
export function rankingSums(themes: Themes): RankingSums {
  const perFeature = (): Float64Array => new Float64Array(themes.ofFeature.length);
  return {
    rows: 0,
    absolute: perFeature(),
    absoluteOfTheme: new Float64Array(themes.names.length),
    squareOfTheme: new Float64Array(themes.names.length),
    crossOfTheme: new Float64Array(themes.names.length),
    squareOfAll: 0,
    known: perFeature(),
    value: perFeature(),
    contribution: perFeature(),
    product: perFeature(),
  };
}

/**
 * Adds one row.
 *
 * @param values the row's features begin at `row * features`
 * @param contributions its SHAP values begin at `row * (features + 1)`
 * @param themeSums the row's contributions summed within each theme
 */
export function addToRanking(
  sums: RankingSums,
  values: Float32Array,
  contributions: Float32Array,
  row: number,
  themeSums: Float64Array,
): void {
  const features = sums.absolute.length;
  sums.rows++;
  for (let f = 0; f < features; f++) {
    const pull = contributions[row * (features + 1) + f]!;
    const value = values[row * features + f]!;
    sums.absolute[f]! += Math.abs(pull);
    if (Number.isNaN(value)) continue;
    sums.known[f]!++;
    sums.value[f]! += value;
    sums.contribution[f]! += pull;
    sums.product[f]! += value * pull;
  }
  let all = 0;
  for (let t = 0; t < themeSums.length; t++) all += Math.abs(themeSums[t]!);
  sums.squareOfAll += all * all;
  for (let t = 0; t < themeSums.length; t++) {
    const size = Math.abs(themeSums[t]!);
    sums.absoluteOfTheme[t]! += size;
    sums.squareOfTheme[t]! += size * size;
    sums.crossOfTheme[t]! += size * all;
  }
}

/** The ranking of a model; equal weights keep the order of the contract. */
export function globalRanking(
  contract: Contract,
  model: Model,
  themes: Themes,
  sums: RankingSums,
  categorical: readonly boolean[],
): GlobalRanking {
  const mean = (sum: number): number => (sums.rows === 0 ? 0 : sum / sums.rows);
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) || 1;
  const allFeatures = total(sums.absolute);
  const allThemes = total(sums.absoluteOfTheme);
  const features = model.features.map((feature, f): RankedFeature => ({
    feature,
    theme: themes.names[themes.ofFeature[f]!]!,
    actionable: columnOf(contract, feature).actionable,
    meanAbsolute: mean(sums.absolute[f]!),
    share: sums.absolute[f]! / allFeatures,
    direction: categorical[f] ? null : directionOf(sums, f),
  }));
  const ranked = themes.names.map((theme, t): RankedTheme => ({
    theme,
    features: model.features.filter((_, f) => themes.ofFeature[f] === t),
    meanAbsolute: mean(sums.absoluteOfTheme[t]!),
    ...shareOf(sums, t, allThemes),
  }));
  return {
    model: model.name,
    rows: sums.rows,
    scale: 'margin',
    features: features.sort((a, b) => b.meanAbsolute - a.meanAbsolute),
    themes: ranked.sort((a, b) => b.meanAbsolute - a.meanAbsolute),
  };
}

/** A theme's share of the weight, with the interval of a ratio of sums (Cochran 1977, Sampling Techniques, § 2.11). */
function shareOf(sums: RankingSums, t: number, all: number): Pick<RankedTheme, 'share' | 'low' | 'high'> {
  const share = sums.absoluteOfTheme[t]! / all;
  const squares =
    sums.squareOfTheme[t]! - 2 * share * sums.crossOfTheme[t]! + share * share * sums.squareOfAll;
  const half = (Z * Math.sqrt(Math.max(0, squares))) / all;
  return { share, low: Math.max(0, share - half), high: Math.min(1, share + half) };
}

/** Sign of the covariance between a feature and its contribution. */
function directionOf(sums: RankingSums, f: number): -1 | 0 | 1 {
  const covariance = sums.product[f]! * sums.known[f]! - sums.value[f]! * sums.contribution[f]!;
  if (covariance === 0 || Number.isNaN(covariance)) return 0;
  return covariance > 0 ? 1 : -1;
}
