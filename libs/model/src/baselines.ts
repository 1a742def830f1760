import type { Matrix } from '@engage/engine';
import type { Model } from '@engage/schema';
import { applyCalibration, linkOf } from './calibration.ts';
import { learnDesign, type Design } from './design.ts';
import { fitLogistic, fitRidge, linearScores } from './linear-model.ts';

/** A simpler way to predict the holdout rows. */
export interface BaselinePrediction {
  readonly name: 'mean' | 'linear' | 'logistic' | 'incumbent';
  readonly predicted: Float64Array;
}

/** A design and what it made of the rows, kept while models share their features. */
export interface LinearInputs {
  readonly design: Design;
  readonly fit: Float64Array;
  readonly holdout: Float64Array;
}

/** What linear models learn from and predict. */
export function linearInputs(fit: Matrix, holdout: Matrix): LinearInputs {
  const design = learnDesign(fit);
  return { design, fit: design.of(fit), holdout: design.of(holdout) };
}

/**
 * The baselines that every model is shown beside: the mean of the fit part, a ridge or logistic regression on the
 * same features, and the rule in use today where the contract names one.
 *
 * @param target of the fit rows
 * @param incumbent scores of the holdout rows, NaN where missing; null without a rule
 */
export function predictBaselines(
  model: Model,
  inputs: LinearInputs,
  target: Float64Array,
  incumbent: Float64Array | null,
): BaselinePrediction[] {
  const rows = inputs.holdout.length / inputs.design.columns;
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
  const predictions: BaselinePrediction[] = [
    { name: 'mean', predicted: new Float64Array(rows).fill(mean) },
    {
      name: model.task === 'binary' ? 'logistic' : 'linear',
      predicted: predictLinear(model, inputs, target),
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
