import type { Model, TargetBounds } from '@engage/schema';
import { clipped } from './clipped.ts';
import { pick } from './take.ts';

/** A simpler way to predict the holdout rows. */
export interface BaselinePrediction {
  readonly name: 'mean' | 'linear' | 'logistic' | 'incumbent';
  readonly predicted: Float64Array;
}

/**
 * The baselines that every model is shown beside: the mean of the fit part, a ridge or logistic regression on the
 * same features, and the rule in use today where the contract names one.
 *
 * @param linear what the regression makes of the holdout
 * @param target of all rows
 * @param rows of the fit part and of the holdout
 * @param incumbent scores of all rows, NaN where missing; null without a rule
 */
export function predictBaselines(
  model: Model,
  linear: Float64Array,
  target: Float64Array,
  rows: { readonly fit: Uint32Array; readonly holdout: Uint32Array },
  incumbent: Float64Array | null,
  bounds: TargetBounds,
): BaselinePrediction[] {
  const mean = knownMean(pick(target, rows.fit)) ?? 0;
  const predictions: BaselinePrediction[] = [
    { name: 'mean', predicted: new Float64Array(rows.holdout.length).fill(mean) },
    {
      name: model.task === 'binary' ? 'logistic' : 'linear',
      predicted: clipped(linear, bounds),
    },
  ];
  if (incumbent) {
    // A row without a score gets what could be known of it: the rule's mean before the holdout.
    const usual = knownMean(pick(incumbent, rows.fit)) ?? mean;
    const predicted = pick(incumbent, rows.holdout).map((score) => (Number.isNaN(score) ? usual : score));
    predictions.push({ name: 'incumbent', predicted });
  }
  return predictions;
}

/** Mean of the values that are known; null when none is. */
function knownMean(values: Float64Array): number | null {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
