import { logLoss, randomStream } from '@engage/metrics';
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

const FITS = { platt: fitPlatt, isotonic: fitIsotonic };

/**
 * None, Platt or isotonic, whichever has the lowest log loss on rows that it was not fitted on: five folds of the
 * calibration part, stratified and drawn from the seed, then fitted again on all of it. Only binary models are
 * calibrated.
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
  const losses: Record<string, number> = { none: logLoss(labels, applyCalibration(none, margins)) };
  for (const [name, fit] of Object.entries(FITS)) losses[name] = crossFittedLoss(fit, margins, labels, folds);
  const best = Object.keys(losses).reduce((a, b) => (losses[b]! < losses[a]! ? b : a));
  const calibration = best === 'platt' || best === 'isotonic' ? FITS[best](margins, labels) : none;
  return { calibration, logLoss: losses };
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

function crossFittedLoss(
  fit: typeof fitPlatt,
  margins: Float32Array,
  labels: Float64Array,
  folds: Uint8Array,
): number {
  const probabilities = new Float64Array(labels.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isInside = (_: number, row: number) => folds[row] !== fold;
    const calibration = fit(margins.filter(isInside), labels.filter(isInside));
    const predicted = applyCalibration(calibration, margins);
    folds.forEach((its, row) => {
      if (its === fold) probabilities[row] = predicted[row]!;
    });
  }
  return logLoss(labels, probabilities);
}
