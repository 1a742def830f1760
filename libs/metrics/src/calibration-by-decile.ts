import { equalMassBins } from './equal-mass-bins.ts';
import { rankDescending } from './ranking.ts';
import { pairsOf, weightsOf, type Numbers } from './vectors.ts';

/** One decile of the prediction. */
export interface Decile {
  /** 1 holds the highest predictions. */
  readonly decile: number;
  /** Sum of the weights; the number of rows without weights. */
  readonly rows: number;
  readonly meanPredicted: number;
  readonly meanActual: number;
}

/**
 * Mean prediction against mean outcome in tenths of the rows, highest predictions first. Equal predictions stay
 * together, so a decile may be larger than others; an empty one is left out.
 *
 * @param options weights, one a row; deciles, by default 10
 * @throws RangeError when there are no rows, lengths differ, or a value is not finite
 * @example calibrationByDecile([1, 3], [2, 3], { deciles: 2 })[0] // { decile: 1, rows: 1, meanPredicted: 3, meanActual: 3 }
 */
export function calibrationByDecile(
  actual: Numbers,
  predicted: Numbers,
  options: { readonly weights?: Numbers; readonly deciles?: number } = {},
): Decile[] {
  const pairs = pairsOf('calibrationByDecile', actual, predicted);
  const weights = weightsOf('calibrationByDecile', actual.length, options.weights);
  const ranking = rankDescending(pairs.predicted);
  const bins = equalMassBins(ranking, pairs.predicted, pairs.actual, weights, options.deciles ?? 10);
  return bins.flatMap((bin, index) =>
    bin.weight > 0
      ? {
          decile: index + 1,
          rows: bin.weight,
          meanPredicted: bin.predicted / bin.weight,
          meanActual: bin.actual / bin.weight,
        }
      : [],
  );
}
