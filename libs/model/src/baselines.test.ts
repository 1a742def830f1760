import { predictBaselines } from './baselines.ts';
import type { Matrix } from '@engage/engine';
import { tinyContract } from '@engage/testing';
import { answerLinear } from './linear-answers.ts';
import { linearPredictor, type LinearQuestion } from './predict-linear.ts';

const model = tinyContract().models[0]!;
const everywhere = { low: -Infinity, high: Infinity };
const matrix = (values: readonly number[]): Matrix => ({
  values: Float32Array.from(values),
  rows: values.length,
  columns: 1,
  names: ['x'],
  categorical: [false],
});

/** The target is the feature itself in four rows that are learnt from; two are held out, one beyond them. */
const target = Float64Array.of(0, 1, 2, 3, 4, 40);
const rows = { fit: Uint32Array.of(0, 1, 2, 3), holdout: Uint32Array.of(4, 5) };
const question: LinearQuestion = {
  task: 'regression',
  fit: matrix([0, 1, 2, 3]),
  target: target.subarray(0, 4),
  holdout: matrix([4, 40]),
};
const linear = linearPredictor()(question);
const predict = (incumbent: readonly number[] | null, bounds = everywhere) =>
  new Map(
    predictBaselines(model, linear, target, rows, incumbent && Float64Array.from(incumbent), bounds).map(
      ({ name, predicted }) => [name, [...predicted]],
    ),
  );

describe('predictBaselines()', () => {
  it('knows the fit part alone: its mean, its line', () => {
    const found = predict(null);
    expect(found.get('mean')).toEqual([1.5, 1.5]);
    expect(found.get('linear')![1]).toBeGreaterThan(20);
    expect(found.has('incumbent')).toBe(false);
  });

  it('keeps the line within what bounds the target, as the model is', () => {
    expect(predict(null, { low: 0, high: 3 }).get('linear')).toEqual([3, 3]);
  });

  it('gives rows that the rule does not score its mean before the holdout, or that of the target', () => {
    expect(predict([1, NaN, 2, 3, NaN, 90]).get('incumbent')).toEqual([2, 90]);
    expect(predict([NaN, NaN, NaN, NaN, NaN, 90]).get('incumbent')).toEqual([1.5, 90]);
  });
});

describe('answerLinear()', () => {
  it('answers in the order of the questions, the same from another thread', async () => {
    const others: LinearQuestion = { ...question, task: 'binary', target: Float64Array.of(0, 1, 0, 1) };
    const questions = [question, others, { ...question, fit: matrix([3, 1, 2, 0]) }];
    const answersOf = async (threads: number) => {
      const answers = answerLinear(questions, threads);
      const found = [await answers.next(), await answers.next(), await answers.next()];
      await answers.close();
      return found;
    };
    const here = await answersOf(1);
    expect(here[0]).toEqual(linear);
    expect(here[1]).not.toEqual(here[0]);
    expect(here[2]).not.toEqual(here[0]);
    expect(await answersOf(2)).toEqual(here);
  });
});
