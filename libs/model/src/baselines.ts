import type { Model } from '@engage/schema';
import { applyCalibration, linkOf } from './calibration.ts';
import { learnDesign, type Design } from './design.ts';
import type { ModelTable } from './feature-table.ts';
import { fitLogistic, fitRidge, linearScores } from './linear-model.ts';
import { pick } from './take.ts';

/** A simpler way to predict the holdout rows. */
export interface BaselinePrediction {
  readonly name: 'mean' | 'linear' | 'logistic' | 'incumbent';
  readonly predicted: Float64Array;
}

/** A design and what it made of the rows, kept while models share their features. */
export interface LinearInputs {
  readonly design: Design;
  /** The rows that are learnt from. */
  readonly learnt: Uint32Array;
  readonly fit: Float64Array;
  readonly holdout: Float64Array;
}

/** A linear model of a hundred columns gains nothing from more rows, and its design stays small in memory. */
const MOST_LEARNT = 25_000;

/** What linear models learn from, at most 25,000 rows at even distances of the fit part, and what they predict. */
export function linearInputs(table: ModelTable, fit: Uint32Array, holdout: Uint32Array): LinearInputs {
  const count = Math.min(fit.length, MOST_LEARNT);
  const learnt = Uint32Array.from({ length: count }, (_, at) => fit[Math.floor((at * fit.length) / count)]!);
  const rows = table.take(learnt);
  const design = learnDesign(rows);
  return { design, learnt, fit: design.of(rows), holdout: design.of(table.take(holdout)) };
}

/**
 * The baselines that every model is shown beside: the mean of the fit part, a ridge or logistic regression on the
 * same features, and the rule in use today where the contract names one.
 *
 * @param target of all rows
 * @param fit rows of the fit part
 * @param incumbent scores of the holdout rows, NaN where missing; null without a rule
 */
export function predictBaselines(
  model: Model,
  inputs: LinearInputs,
  target: Float64Array,
  fit: Uint32Array,
  incumbent: Float64Array | null,
): BaselinePrediction[] {
  const rows = inputs.holdout.length / inputs.design.columns;
  const mean = fit.reduce((sum, row) => sum + target[row]!, 0) / fit.length;
  const predictions: BaselinePrediction[] = [
    { name: 'mean', predicted: new Float64Array(rows).fill(mean) },
    {
      name: model.task === 'binary' ? 'logistic' : 'linear',
      predicted: predictLinear(model, inputs, pick(target, inputs.learnt)),
    },
  ];
  if (incumbent) predictions.push({ name: 'incumbent', predicted: filled(incumbent) });
  return predictions;
}

function predictLinear(
  model: Model,
  { design, fit, holdout }: LinearInputs,
  target: Float64Array,
): Float64Array {
  const { columns } = design;
  if (model.task === 'binary')
    return applyCalibration(
      linkOf('binary'),
      linearScores(holdout, columns, fitLogistic(fit, columns, target)),
    );
  const scores = linearScores(holdout, columns, fitRidge(fit, columns, target));
  return model.task === 'tweedie' ? scores.map((score) => Math.max(0, score)) : scores;
}

/** Rows that the rule does not score get the mean of those that it does. */
function filled(scores: Float64Array): Float64Array {
  const known = scores.filter((score) => !Number.isNaN(score));
  const mean = known.length === 0 ? 0 : known.reduce((sum, score) => sum + score, 0) / known.length;
  return scores.map((score) => (Number.isNaN(score) ? mean : score));
}
