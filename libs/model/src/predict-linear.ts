import type { Matrix } from '@engage/engine';
import type { Task } from '@engage/schema';
import { applyCalibration, linkOf } from './calibration.ts';
import { learnDesign, type Design } from './design.ts';
import { fitLogistic, fitRidge, linearScores } from './linear-model.ts';

/** What a linear model learns from, and the rows that it predicts. */
export interface LinearQuestion {
  readonly task: Task;
  readonly fit: Matrix;
  /** One target a row of `fit`. */
  readonly target: Float64Array;
  readonly holdout: Matrix;
}

/** A design and what it made of the rows. */
interface Inputs {
  readonly design: Design;
  readonly fit: Float64Array;
  readonly holdout: Float64Array;
}

/**
 * Predicts by a ridge or logistic regression on the same features. Questions about the same matrices share what is
 * made of them.
 */
export function linearPredictor(): (question: LinearQuestion) => Float64Array {
  let latest: { readonly of: LinearQuestion; readonly inputs: Inputs } | null = null;
  return (question) => {
    const isKnown = latest?.of.fit === question.fit && latest.of.holdout === question.holdout;
    latest = { of: question, inputs: isKnown ? latest!.inputs : inputsOf(question) };
    const { design, fit, holdout } = latest.inputs;
    const { columns } = design;
    if (question.task !== 'binary')
      return linearScores(holdout, columns, fitRidge(fit, columns, question.target));
    const scores = linearScores(holdout, columns, fitLogistic(fit, columns, question.target));
    return applyCalibration(linkOf('binary'), scores);
  };
}

function inputsOf({ fit, holdout }: LinearQuestion): Inputs {
  const design = learnDesign(fit);
  return { design, fit: design.of(fit), holdout: design.of(holdout) };
}
