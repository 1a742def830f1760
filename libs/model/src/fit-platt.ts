import { logistic, type Calibration } from './calibration.ts';

/**
 * Platt's calibration: the slope and intercept with the greatest likelihood, by Newton's method, with
 * his targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2) against certainty (Platt 1999; Lin, Lin & Weng 2007).
 *
 * @param margins finite, one a row
 * @param labels 0 or 1
 */
export function fitPlatt(margins: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
  // In units of the largest margin, so that the first steps never meet a flat part of the curve.
  const unit = Array.from(margins).reduce((most, margin) => Math.max(most, Math.abs(margin)), 0) || 1;
  const { slope, intercept } = mostLikely(
    Float64Array.from(margins, (margin) => margin / unit),
    labels,
  );
  return { method: 'platt', slope: slope / unit, intercept };
}

function mostLikely(margins: Float64Array, labels: ArrayLike<number>): { slope: number; intercept: number } {
  const rows = margins.length;
  let positives = 0;
  for (let row = 0; row < rows; row += 1) positives += labels[row]!;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (rows - positives + 2);
  const lossAt = (slope: number, intercept: number) => {
    let loss = 0;
    for (let row = 0; row < rows; row += 1) {
      const score = slope * margins[row]! + intercept;
      // −t·ln p − (1 − t)·ln(1 − p), written so that large scores neither overflow nor cancel.
      loss +=
        Math.max(score, 0) -
        score * (labels[row] === 1 ? high : low) +
        Math.log1p(Math.exp(-Math.abs(score)));
    }
    return loss;
  };
  let [slope, intercept] = [0, Math.log((positives + 1) / (rows - positives + 1))];
  let loss = lossAt(slope, intercept);
  for (let step = 0; step < 50; step += 1) {
    let [gradientA, gradientB, aa, ab, bb] = [0, 0, 1e-12, 0, 1e-12];
    for (let row = 0; row < rows; row += 1) {
      const margin = margins[row]!;
      const p = logistic(slope * margin + intercept);
      const error = p - (labels[row] === 1 ? high : low);
      const curvature = p * (1 - p);
      gradientA += error * margin;
      gradientB += error;
      aa += curvature * margin * margin;
      ab += curvature * margin;
      bb += curvature;
    }
    const determinant = aa * bb - ab * ab;
    if (determinant <= 0) break;
    const moveA = (bb * gradientA - ab * gradientB) / determinant;
    const moveB = (aa * gradientB - ab * gradientA) / determinant;
    let length = 1;
    let next = lossAt(slope - moveA, intercept - moveB);
    while (!(next <= loss) && length > 1e-6) {
      length /= 2;
      next = lossAt(slope - length * moveA, intercept - length * moveB);
    }
    if (!(next <= loss)) break;
    slope -= length * moveA;
    intercept -= length * moveB;
    const gained = loss - next;
    loss = next;
    if (gained < 1e-10 * rows) break;
  }
  return { slope, intercept };
}
