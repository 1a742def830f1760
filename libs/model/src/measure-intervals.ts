import type { IntervalModel, IntervalFunction } from '@engage/intervals';
import { wilsonInterval } from '@engage/metrics';
import type { IntervalCoverage, IntervalsFacts, Measurement } from './evaluation.ts';

/** Groups by prediction that the coverage is told for. */
const TENTHS = 10;

/** What intervals are measured on: holdout rows. */
export interface IntervalRows {
  readonly margins: ArrayLike<number>;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
  /** True expectations, NaN where not known; null without a truth. */
  readonly truth: Float64Array | null;
}

/**
 * Measures intervals on the holdout: the share of outcomes (or, for probabilities, of true probabilities) that they
 * hold, over all and by tenths of the prediction, and how wide they are.
 */
export function measureIntervals(
  model: IntervalModel,
  intervalOf: IntervalFunction | null,
  { margins, predicted, actual, truth }: IntervalRows,
): IntervalsFacts {
  if (intervalOf === null || model.method === 'none')
    return { method: 'none', reason: model.method === 'none' ? model.reason : 'No interval was learnt' };
  const ends = Array.from(predicted, (prediction, row) => intervalOf(prediction, margins[row]!));
  const order = Uint32Array.from(predicted.keys()).sort((a, b) => predicted[b]! - predicted[a]! || a - b);
  const isOutcome = model.method === 'conformal';
  const held = isOutcome ? actual : truth;
  const tenths = Array.from({ length: Math.min(TENTHS, order.length) }, (_, tenth): IntervalCoverage => {
    const rows = order.subarray(
      Math.floor((tenth * order.length) / TENTHS),
      Math.floor(((tenth + 1) * order.length) / TENTHS),
    );
    return { tenth: tenth + 1, ...coverageOf(ends, held, rows) };
  });
  return {
    method: model.method,
    holds: isOutcome ? 'outcome' : 'truth',
    nominal: isOutcome ? model.coverage : null,
    ...coverageOf(ends, held, order),
    tenths,
    groups: isOutcome || truth === null ? null : groupCoverage(ends, truth, order),
  };
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** Mean width of the intervals of some rows, and the share of known values that they hold. */
function coverageOf(ends: readonly Ends[], values: Float64Array | null, rows: Uint32Array) {
  let [width, known, held] = [0, 0, 0];
  for (const row of rows) {
    const { low, high } = ends[row]!;
    width += high - low;
    const value = values === null ? Number.NaN : values[row]!;
    if (Number.isNaN(value)) continue;
    known += 1;
    held += Number(value >= low && value <= high);
  }
  return {
    rows: rows.length,
    width: rows.length === 0 ? null : width / rows.length,
    coverage: known === 0 ? null : shareOf(held, known),
  };
}

function shareOf(held: number, known: number): Measurement {
  return wilsonInterval(held / known, known);
}

/** Groups of customers with nearly one score. */
const GROUPS = 50;

/**
 * How many groups of customers with nearly the same score have their mean true probability within their mean
 * interval: what the intervals of probabilities are about.
 */
function groupCoverage(ends: readonly Ends[], truth: Float64Array, order: Uint32Array): Measurement | null {
  const known = order.filter((row) => !Number.isNaN(truth[row]!));
  const groups = Math.min(GROUPS, known.length);
  if (groups === 0) return null;
  let held = 0;
  for (let group = 0; group < groups; group += 1) {
    const rows = known.subarray(
      Math.floor((group * known.length) / groups),
      Math.floor(((group + 1) * known.length) / groups),
    );
    const sum = { low: 0, high: 0, truth: 0 };
    for (const row of rows) {
      sum.low += ends[row]!.low;
      sum.high += ends[row]!.high;
      sum.truth += truth[row]!;
    }
    held += Number(sum.truth >= sum.low && sum.truth <= sum.high);
  }
  return shareOf(held, groups);
}
