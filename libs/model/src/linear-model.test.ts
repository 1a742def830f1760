import type { Matrix } from '@engage/engine';
import { randomStream } from '@engage/metrics';
import { logistic } from './calibration.ts';
import { learnDesign } from './design.ts';
import { gramOf } from './gram.ts';
import { fitLogistic, fitRidge, linearScores } from './linear-model.ts';

const ROWS = 3001;
const COLUMNS = 7;

/** An intercept and six columns, the last three nearly the sum of others. */
function randomDesign(): Float64Array {
  const stream = randomStream(11);
  const design = new Float64Array(ROWS * COLUMNS);
  for (let row = 0; row < ROWS; row += 1)
    for (let column = 0; column < COLUMNS; column += 1)
      design[row * COLUMNS + column] = column === 0 ? 1 : 3 * (stream.word() / 2 ** 32) - 1.5;
  return design;
}

/** Gradient of the penalised loss at the solution, which must vanish. */
function steepest(
  design: Float64Array,
  coefficients: Float64Array,
  residual: (row: number) => number,
): number {
  const gradient = coefficients.map((value, column) => (column === 0 ? 0 : -value));
  for (let row = 0; row < ROWS; row += 1)
    for (let column = 0; column < COLUMNS; column += 1)
      gradient[column]! += design[row * COLUMNS + column]! * residual(row);
  return Math.max(...gradient.map(Math.abs));
}

describe('gramOf()', () => {
  it('is the plain sum of products, weighted and by stride', () => {
    const design = randomDesign();
    const weights = Float64Array.from({ length: ROWS }, (_, row) => 1 + (row % 3));
    const found = gramOf(design, COLUMNS, weights, 2);
    for (let i = 0; i < COLUMNS; i += 1)
      for (let j = i; j < COLUMNS; j += 1) {
        let expected = 0;
        for (let row = 0; row < ROWS; row += 2)
          expected += weights[row]! * design[row * COLUMNS + i]! * design[row * COLUMNS + j]!;
        expect(found[i * COLUMNS + j]).toBeCloseTo(expected, 8);
      }
  });
});

describe('fitRidge()', () => {
  it('is where the penalised squared error is flat', () => {
    const design = randomDesign();
    const target = Float64Array.from(
      { length: ROWS },
      (_, row) => 5 + 2 * design[row * COLUMNS + 1]! + Math.sin(row),
    );
    const coefficients = fitRidge(design, COLUMNS, target);
    const scores = linearScores(design, COLUMNS, coefficients);
    expect(steepest(design, coefficients, (row) => target[row]! - scores[row]!)).toBeLessThan(1e-6);
    expect(coefficients[1]).toBeCloseTo(2, 1);
  });
});

describe('fitLogistic()', () => {
  it('is where the penalised log loss is flat', () => {
    const design = randomDesign();
    const stream = randomStream(2);
    const labels = Float64Array.from({ length: ROWS }, (_, row) =>
      Number(stream.word() / 2 ** 32 < logistic(0.4 + 1.5 * design[row * COLUMNS + 3]!)),
    );
    const coefficients = fitLogistic(design, COLUMNS, labels);
    const scores = linearScores(design, COLUMNS, coefficients);
    expect(steepest(design, coefficients, (row) => labels[row]! - logistic(scores[row]!))).toBeLessThan(0.1);
    expect(coefficients[3]).toBeCloseTo(1.5, 0);
  });

  it('stays finite when the classes are separable', () => {
    const design = Float64Array.from([1, -1, 1, -2, 1, 1, 1, 2]);
    const coefficients = fitLogistic(design, 2, Float64Array.of(0, 0, 1, 1));
    expect(coefficients.every(Number.isFinite)).toBe(true);
    expect(coefficients[1]).toBeGreaterThan(0.5);
  });
});

describe('learnDesign()', () => {
  const matrix: Matrix = {
    values: Float32Array.of(1, 0, 5, NaN, 1, 5, 3, 0, 5, 9, NaN, 5),
    rows: 4,
    columns: 3,
    names: ['quantity', 'category', 'constant'],
    categorical: [false, true, false],
  };

  it('fills the median, standardises, gives a column a category, and drops constants', () => {
    const design = learnDesign(matrix);
    expect(design.columns).toBe(4);
    const values = design.of(matrix);
    const rows = Array.from({ length: 4 }, (_, row) => [...values.slice(row * 4, row * 4 + 4)]);
    // The quantities are 1, 3 (missing), 3, 9: mean 4, spread 3.
    expect(rows.map((row) => row[1])).toEqual([-1, -1 / 3, -1 / 3, 5 / 3]);
    expect(rows.map((row) => row.slice(2))).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 0],
    ]);
  });

  it('gives no column to a category that it has not learnt', () => {
    const later = { ...matrix, rows: 1, values: Float32Array.of(4, 7, 5) };
    expect([...learnDesign(matrix).of(later)]).toEqual([1, 0, 0, 0]);
  });
});
