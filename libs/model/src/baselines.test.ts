import { predictBaselines, type LinearInputs } from './baselines.ts';
import type { Matrix } from '@engage/engine';
import { tinyContract } from '@engage/testing';
import { learnDesign } from './design.ts';

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
const design = learnDesign(matrix([0, 1, 2, 3]));
const inputs: LinearInputs = {
  design,
  fit: design.of(matrix([0, 1, 2, 3])),
  holdout: design.of(matrix([4, 40])),
};
const predict = (incumbent: readonly number[] | null, bounds = everywhere) =>
  new Map(
    predictBaselines(model, inputs, target, rows, incumbent && Float64Array.from(incumbent), bounds).map(
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
