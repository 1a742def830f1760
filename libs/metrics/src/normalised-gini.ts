import { rankDescending, type Ranking } from './ranking.ts';
import { pairsOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';

/**
 * How well the prediction sorts the value: the Gini coefficient of the actual amounts along the predicted order,
 * over the one along their own order. 1 is the perfect order, 0 chance, −1 the reverse; ties in the prediction
 * count as a straight line, that is as the mean over their orders (Frees, Meyers & Cummings 2011, JASA 106).
 * NaN when all amounts are alike.
 *
 * @param actual amounts, at least 0
 * @param predicted any finite numbers; only their order matters
 * @param weights one a row, at least 0; all rows alike when left out
 * @throws RangeError when there are no rows, lengths differ, a value is not finite, or an amount is negative
 * @example normalisedGini([0, 10, 90], [1, 2, 3]) // 1
 */
export function normalisedGini(actual: Numbers, predicted: Numbers, weights?: Numbers): number {
  const pairs = pairsOf('normalisedGini', actual, predicted);
  const prepared = prepareNormalisedGini(
    pairs.actual,
    rankDescending(pairs.predicted),
    rankDescending(pairs.actual),
  );
  return prepared(weightsOf('normalisedGini', actual.length, weights));
}

/** `normalisedGini` for many row weights of the same data. */
export function prepareNormalisedGini(
  actual: Float64Array,
  byPrediction: Ranking,
  byActual: Ranking,
): Prepared {
  const bad = actual.findIndex((value) => value < 0);
  if (bad >= 0)
    throw new RangeError(
      `Expected amounts of at least 0 in normalisedGini, found ${actual[bad]} (row ${bad})`,
    );
  return (weights) => {
    const best = giniAlong(byActual, actual, weights);
    return best > 1e-12 ? giniAlong(byPrediction, actual, weights) / best : NaN;
  };
}

/** Twice the area between the concentration curve, richest first, and the diagonal. */
function giniAlong({ order, ends }: Ranking, actual: Float64Array, weights: Float64Array): number {
  let area = 0;
  let rows = 0;
  let value = 0;
  let place = 0;
  for (let group = 0; group < ends.length; group += 1) {
    const end = ends[group]!;
    let groupRows = 0;
    let groupValue = 0;
    for (; place < end; place += 1) {
      const row = order[place]!;
      groupRows += weights[row]!;
      groupValue += weights[row]! * actual[row]!;
    }
    area += groupRows * (value + groupValue / 2);
    rows += groupRows;
    value += groupValue;
  }
  return (2 * area) / (rows * value) - 1;
}
