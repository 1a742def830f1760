import { randomStream } from '@engage/metrics';
import type { Task } from '@engage/schema';
import { applyCalibration, linkOf, type Calibration } from './calibration.ts';
import { fitIsotonic } from './fit-isotonic.ts';
import { fitPlatt } from './fit-platt.ts';

/** The calibration that was chosen, and what the candidates scored. */
export interface CalibrationChoice {
  readonly calibration: Calibration;
  /** Cross-fitted log loss of each candidate; empty when there was nothing to choose. */
  readonly logLoss: Readonly<Record<string, number>>;
}

const FOLDS = 5;
/** With fewer rows of either class a curve would fit noise. */
const FEWEST_OF_A_CLASS = 30;

/**
 * None, Platt or isotonic by log loss on rows that each was not fitted on: five folds of the calibration part,
 * stratified and drawn from the seed, then fitted again on all of it. The simplest one whose loss lies within one
 * standard error of the best is taken (Breiman et al. 1984, 3.4.3), since a curve that wins by chance adds noise.
 * Only binary models are calibrated.
 *
 * @param margins of the calibration rows
 * @param labels 0 or 1
 */
export function chooseCalibration(
  task: Task,
  margins: Float32Array,
  labels: Float64Array,
  seed: number,
): CalibrationChoice {
  const none = linkOf(task);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (task !== 'binary' || Math.min(positives, labels.length - positives) < FEWEST_OF_A_CLASS)
    return { calibration: none, logLoss: {} };
  const folds = stratifiedFolds(labels, seed);
  const candidates = [
    { name: 'none', fit: () => none },
    { name: 'platt', fit: fitPlatt },
    { name: 'isotonic', fit: fitIsotonic },
  ].map(({ name, fit }) => {
    const losses = lossesOf(labels, crossFitted(fit, margins, labels, folds));
    return { name, fit, losses, mean: meanOf(losses) };
  });
  const best = candidates.reduce((a, b) => (b.mean < a.mean ? b : a));
  const chosen = candidates.find(({ losses }) => isAsGood(losses, best.losses)) ?? best;
  return {
    calibration: chosen.fit(margins, labels),
    logLoss: Object.fromEntries(candidates.map(({ name, mean }) => [name, mean])),
  };
}

/** Whether the mean of the paired differences lies within one standard error of 0. */
function isAsGood(losses: Float64Array, best: Float64Array): boolean {
  const differences = losses.map((loss, row) => loss - best[row]!);
  const mean = meanOf(differences);
  const variance = meanOf(differences.map((difference) => (difference - mean) ** 2));
  return mean <= Math.sqrt(variance / losses.length);
}

function lossesOf(labels: Float64Array, probabilities: Float64Array): Float64Array {
  return labels.map((label, row) => -Math.log(label === 1 ? probabilities[row]! : 1 - probabilities[row]!));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A fold a row, each class spread evenly over the folds. */
function stratifiedFolds(labels: Float64Array, seed: number): Uint8Array {
  const stream = randomStream(seed);
  const folds = new Uint8Array(labels.length);
  for (const label of [0, 1]) {
    const rows = Uint32Array.from(labels.keys()).filter((row) => labels[row] === label);
    for (let last = rows.length - 1; last > 0; last -= 1) {
      const other = stream.below(last + 1);
      [rows[last], rows[other]] = [rows[other]!, rows[last]!];
    }
    rows.forEach((row, place) => (folds[row] = place % FOLDS));
  }
  return folds;
}

/** Each row's probability by a calibration of the other folds. */
function crossFitted(
  fit: typeof fitPlatt,
  margins: Float32Array,
  labels: Float64Array,
  folds: Uint8Array,
): Float64Array {
  const probabilities = new Float64Array(labels.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isInside = (_: number, row: number) => folds[row] !== fold;
    const calibration = fit(margins.filter(isInside), labels.filter(isInside));
    const predicted = applyCalibration(calibration, margins);
    folds.forEach((its, row) => {
      if (its === fold) probabilities[row] = predicted[row]!;
    });
  }
  return probabilities;
}
