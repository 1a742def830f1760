import { logistic } from './calibration.ts';
import { solveCholesky } from './cholesky.ts';
import { gramOf } from './gram.ts';

/** Strength of the ridge on standardised columns, as scikit-learn's defaults have it (alpha 1, C 1). */
const PENALTY = 1;
/** Rows that the logistic model's curvature is computed on; its gradient uses all of them. */
const CURVATURE_ROWS = 4000;

/**
 * Ridge regression: the coefficients that minimise Σ (y − xβ)² + Σ β², the intercept (column 0) not penalised
 * (Hoerl & Kennard 1970).
 *
 * @param design row-major, column 0 all ones
 */
export function fitRidge(design: Float64Array, columns: number, target: Float64Array): Float64Array {
  const gram = gramOf(design, columns);
  const moment = new Float64Array(columns);
  for (let row = 0; row < target.length; row += 1)
    for (let column = 0; column < columns; column += 1)
      moment[column]! += design[row * columns + column]! * target[row]!;
  return solveCholesky(penalised(gram, columns), moment);
}

/**
 * Logistic regression with the same penalty (C = 1): Newton's steps with the exact gradient and a curvature from
 * at most some 4,000 rows, halved until the loss falls, until no coefficient moves.
 *
 * @param design row-major, column 0 all ones
 * @param labels 0 or 1
 */
export function fitLogistic(design: Float64Array, columns: number, labels: Float64Array): Float64Array {
  const rows = labels.length;
  const stride = Math.max(1, Math.floor(rows / CURVATURE_ROWS));
  const scale = rows / Math.floor((rows + stride - 1) / stride);
  let coefficients = new Float64Array(columns);
  let scores = linearScores(design, columns, coefficients);
  let loss = logisticLoss(scores, labels, coefficients);
  for (let step = 0; step < 30; step += 1) {
    const residuals = labels.map((label, row) => label - logistic(scores[row]!));
    const curvatures = scores.map((score) => Math.max(1e-6, logistic(score) * (1 - logistic(score))) * scale);
    const gradient = transposedProduct(design, columns, residuals);
    for (let column = 1; column < columns; column += 1) gradient[column]! -= PENALTY * coefficients[column]!;
    const move = solveCholesky(penalised(gramOf(design, columns, curvatures, stride), columns), gradient);
    const moved = linearScores(design, columns, move);
    let length = 1;
    for (; length > 1e-4; length /= 2) {
      const next = coefficients.map((value, column) => value + length * move[column]!);
      const nextScores = scores.map((score, row) => score + length * moved[row]!);
      const nextLoss = logisticLoss(nextScores, labels, next);
      if (!(nextLoss <= loss)) continue;
      coefficients = next;
      scores = nextScores;
      loss = nextLoss;
      break;
    }
    if (length <= 1e-4 || move.every((value) => Math.abs(length * value) < 1e-4)) break;
  }
  return coefficients;
}

/** One score a row: design × coefficients. */
export function linearScores(
  design: Float64Array,
  columns: number,
  coefficients: Float64Array,
): Float64Array {
  const scores = new Float64Array(design.length / columns);
  for (let row = 0, at = 0; row < scores.length; row += 1) {
    let sum = 0;
    for (let column = 0; column < columns; column += 1, at += 1) sum += design[at]! * coefficients[column]!;
    scores[row] = sum;
  }
  return scores;
}

function transposedProduct(design: Float64Array, columns: number, values: Float64Array): Float64Array {
  const sums = new Float64Array(columns);
  for (let row = 0, at = 0; row < values.length; row += 1) {
    const value = values[row]!;
    for (let column = 0; column < columns; column += 1, at += 1) sums[column]! += design[at]! * value;
  }
  return sums;
}

function penalised(gram: Float64Array, columns: number): Float64Array {
  for (let column = 1; column < columns; column += 1) gram[column * columns + column]! += PENALTY;
  return gram;
}

function logisticLoss(scores: Float64Array, labels: Float64Array, coefficients: Float64Array): number {
  let loss = 0;
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row]!;
    loss += Math.max(score, 0) - score * labels[row]! + Math.log1p(Math.exp(-Math.abs(score)));
  }
  for (let column = 1; column < coefficients.length; column += 1)
    loss += (PENALTY / 2) * coefficients[column]! ** 2;
  return loss;
}
