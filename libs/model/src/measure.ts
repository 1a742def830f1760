import {
  calibrationInterval,
  drawResamples,
  flagPrecisionScore,
  flagRecallScore,
  prepareAveragePrecision,
  prepareBrier,
  prepareLogLoss,
  prepareMaximumProfit,
  prepareMeanAbsoluteError,
  prepareNormalisedGini,
  preparePrecisionAt,
  prepareR2,
  prepareRocAuc,
  prepareRootMeanSquaredError,
  rankDescending,
  ratioInterval,
  wilsonInterval,
  type Interval,
  type Prepared,
  type Ranking,
  type Resamples,
} from '@engage/metrics';
import type { Model } from '@engage/schema';
import type { Measurement, Measurements } from './evaluation.ts';

/** How most intervals are made: percentile bootstrap over the rows. */
export const BOOTSTRAP = { resamples: 200, level: 0.95 } as const;

/** The resamples of a number of rows. */
export type Draws = (rows: number) => Resamples;

/** Draws resamples once for all models that are measured on as many rows. */
export function sharedDraws(seed: number): Draws {
  let latest: Resamples | null = null;
  return (rows) => (latest?.rows === rows ? latest : (latest = drawResamples(rows, { seed, ...BOOTSTRAP })));
}

/** Shares of the customers, best first, at which lift and precision are told. */
const TOP_PERCENTS = [1, 5, 10, 20];

/** Rows in descending order of the model's prediction, equal ones by id. */
export interface RankedRows {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
}

/** The metrics of the model's task that are resampled, ready for it, by the names of `Measurements`. */
export function preparedMetrics(model: Model, { actual, predicted }: RankedRows): Record<string, Prepared> {
  if (model.task === 'regression') return errorMetrics(actual, predicted);
  if (model.task === 'tweedie')
    return { ...valueMetrics(actual, predicted), ...errorMetrics(actual, predicted) };
  const ranking = rankingOf(predicted);
  const metrics: Record<string, Prepared> = {
    auc: prepareRocAuc(actual, ranking),
    average_precision: prepareAveragePrecision(actual, ranking),
    brier: prepareBrier(actual, predicted),
    log_loss: prepareLogLoss(actual, predicted),
  };
  // The paper's campaign is about those who leave; for good news the measure has no meaning.
  if (!model.higherIsBetter) metrics['profit_usd'] = prepareMaximumProfit(actual, ranking);
  return metrics;
}

/**
 * The metrics of a binary model whose intervals a bootstrap gets wrong: calibration error, and shares of few rows,
 * which may all be alike. Precision and recall carry Wilson's interval, lift the ratio's of two.
 */
export function shareMeasurements(
  model: Model,
  { actual, predicted }: RankedRows,
  bootstrap: { readonly seed: number; readonly draws: Resamples },
): Measurements {
  if (model.task !== 'binary') return {};
  const ranking = rankingOf(predicted);
  const rows = actual.length;
  const ones = new Float64Array(rows).fill(1);
  const positives = actual.reduce((sum, label) => sum + label, 0);
  const overall = wilsonInterval(positives / rows, rows);
  const found: Record<string, Interval> = {
    ece: calibrationInterval(actual, predicted, ranking, { ...BOOTSTRAP, ...bootstrap }),
  };
  for (const percent of TOP_PERCENTS) {
    const share = percent / 100;
    const precision = preparePrecisionAt(actual, ranking, share)(ones);
    const among = wilsonInterval(precision, Math.ceil(share * rows - 1e-9 * rows));
    found[`lift_at_${percent}`] = ratioInterval(among, overall);
    found[`precision_at_${percent}`] = among;
  }
  if (model.flagThreshold !== null) {
    const threshold = model.flagThreshold;
    const flagged = predicted.reduce((count, value) => count + Number(value > threshold), 0);
    found['flag_precision'] = wilsonInterval(flagPrecisionScore(actual, predicted, threshold), flagged);
    found['flag_recall'] = wilsonInterval(flagRecallScore(actual, predicted, threshold), positives);
  }
  return Object.fromEntries(Object.entries(found).map(([name, interval]) => [name, measurementOf(interval)]));
}

/** The rows are in order already, so their places are stable keys. */
function rankingOf(predicted: Float64Array): Ranking {
  return rankDescending(
    predicted,
    predicted.map((_, place) => place),
  );
}

/** The metrics that a simpler prediction, or one fold, is told by; scores that are no probabilities are ranked only. */
export function baselineMetrics(
  model: Model,
  actual: Float64Array,
  predicted: Float64Array,
): Record<string, Prepared> {
  if (model.task === 'regression') return errorMetrics(actual, predicted);
  if (model.task === 'tweedie') return valueMetrics(actual, predicted);
  const auc = prepareRocAuc(actual, rankDescending(predicted));
  return predicted.every((value) => value >= 0 && value <= 1)
    ? { auc, brier: prepareBrier(actual, predicted), log_loss: prepareLogLoss(actual, predicted) }
    : { auc };
}

/** An interval as it is kept in JSON, where NaN has no place. */
export function measurementOf({ value, low, high }: Interval): Measurement {
  const kept = (number: number) => (Number.isFinite(number) ? number : null);
  return { value: kept(value), low: kept(low), high: kept(high) };
}

function errorMetrics(actual: Float64Array, predicted: Float64Array): Record<string, Prepared> {
  return {
    r2: prepareR2(actual, predicted),
    rmse: prepareRootMeanSquaredError(actual, predicted),
    mae: prepareMeanAbsoluteError(actual, predicted),
  };
}

function valueMetrics(actual: Float64Array, predicted: Float64Array): Record<string, Prepared> {
  return {
    gini: prepareNormalisedGini(actual, rankDescending(predicted), rankDescending(actual)),
    total_ratio: ratioOfTotals(predicted, actual),
  };
}

/** Predicted over actual total; 1 when the sum is right. */
function ratioOfTotals(predicted: Float64Array, actual: Float64Array): Prepared {
  return (weights) => {
    let [above, below] = [0, 0];
    for (let row = 0; row < actual.length; row += 1) {
      above += weights[row]! * predicted[row]!;
      below += weights[row]! * actual[row]!;
    }
    return above / below;
  };
}
