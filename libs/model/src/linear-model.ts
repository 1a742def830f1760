import { logistic } from './calibration.ts';
import { solveCholesky } from './cholesky.ts';
import { gramOf } from './gram.ts';
import { pick } from './take.ts';

/** Strength of the ridge on standardised columns, as scikit-learn's defaults have it (alpha 1, C 1). */
const PENALTY = 1;
/** Rows that the logistic model's curvature is computed on; its gradient uses all of them. */
const CURVATURE_ROWS = 4000;
/** A step by which no coefficient, in spreads of its column, moves further is the last. */
const CLOSE_ENOUGH = 1e-3;

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
 * at most some 4,000 rows, halved until the loss falls, until no coefficient moves. It sets out from what those
 * rows alone say, so that few steps have to look at all of them.
 *
 * @param design row-major, column 0 all ones
 * @param labels 0 or 1
 */
export function fitLogistic(design: Float64Array, columns: number, labels: Float64Array): Float64Array {
  const stride = Math.max(1, Math.floor(labels.length / CURVATURE_ROWS));
  const start = new Float64Array(columns);
  if (stride === 1) return newton(design, labels, start, stride);
  const some = Uint32Array.from(
    { length: Math.floor((labels.length + stride - 1) / stride) },
    (_, k) => k * stride,
  );
  const sample = new Float64Array(some.length * columns);
  some.forEach((row, k) => sample.set(design.subarray(row * columns, (row + 1) * columns), k * columns));
  return newton(design, labels, newton(sample, pick(labels, some), start, 1), stride, true);
}

/** Newton's steps from a start, the curvature of every `stride`-th row; that of the start serves a start that is near. */
function newton(
  design: Float64Array,
  labels: Float64Array,
  start: Float64Array,
  stride: number,
  isNear = false,
): Float64Array {
  const columns = start.length;
  const rows = labels.length;
  const scale = rows / Math.floor((rows + stride - 1) / stride);
  let at = start;
  let here = logisticSlope(design, labels, at);
  const curvatureHere = (): Float64Array => {
    const curvatures = new Float64Array(rows);
    for (let row = 0; row < rows; row += stride) {
      const share = here.shares[row]!;
      curvatures[row] = Math.max(1e-6, share * (1 - share)) * scale;
    }
    return penalised(gramOf(design, columns, curvatures, stride), columns);
  };
  let curvature = curvatureHere();
  for (let step = 0; step < 30; step += 1) {
    if (step > 0 && !isNear) curvature = curvatureHere();
    const move = solveCholesky(curvature.slice(), here.gradient);
    let length = 1;
    for (; length > 1e-4; length /= 2) {
      const next = at.map((value, column) => value + length * move[column]!);
      const there = logisticSlope(design, labels, next);
      if (!(there.loss <= here.loss)) continue;
      at = next;
      here = there;
      break;
    }
    if (length <= 1e-4 || move.every((value) => Math.abs(length * value) < CLOSE_ENOUGH)) break;
  }
  return at;
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

/** What the loss is at some coefficients, and where it falls from there. */
interface Slope {
  readonly loss: number;
  /** Minus the derivative of the loss. */
  readonly gradient: Float64Array;
  /** Predicted share of each row. */
  readonly shares: Float64Array;
}

/** Penalised loss and gradient in one pass over the rows. */
function logisticSlope(design: Float64Array, labels: Float64Array, coefficients: Float64Array): Slope {
  const columns = coefficients.length;
  const shares = new Float64Array(labels.length);
  const gradient = new Float64Array(columns);
  let loss = 0;
  for (let row = 0, at = 0; row < labels.length; row += 1, at += columns) {
    let score = 0;
    for (let column = 0; column < columns; column += 1) score += design[at + column]! * coefficients[column]!;
    const label = labels[row]!;
    loss += Math.max(score, 0) - score * label + Math.log1p(Math.exp(-Math.abs(score)));
    const share = logistic(score);
    shares[row] = share;
    const residual = label - share;
    for (let column = 0; column < columns; column += 1) gradient[column]! += design[at + column]! * residual;
  }
  for (let column = 1; column < columns; column += 1) {
    loss += (PENALTY / 2) * coefficients[column]! ** 2;
    gradient[column]! -= PENALTY * coefficients[column]!;
  }
  return { loss, gradient, shares };
}

function penalised(gram: Float64Array, columns: number): Float64Array {
  for (let column = 1; column < columns; column += 1) gram[column * columns + column]! += PENALTY;
  return gram;
}
