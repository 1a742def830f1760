import { rocAucScore } from '@engage/metrics';
import type { Objective } from './table.ts';

/** How well margins predict: the mean deviance over that of the best constant, and AUC or D² (R² of squared errors). */
export interface Judgement {
  /** Below 1 is better than a constant; lower is better. */
  readonly loss: number;
  /** AUC for a logistic objective, otherwise 1 − loss, which is R² for squared errors. */
  readonly score: number;
}

export const TWEEDIE_POWER = 1.5;

/** Judges margins by the deviance of their objective (McCullagh & Nelder 1989, section 2.3), weighted. */
export function judge(
  objective: Objective,
  labels: Float32Array,
  margins: Float32Array,
  weights?: Float32Array,
): Judgement {
  const weightOf = (row: number): number => weights?.[row] ?? 1;
  let [sum, total] = [0, 0];
  labels.forEach((label, row) => {
    sum += weightOf(row) * label;
    total += weightOf(row);
  });
  const mean = sum / total;
  let [deviance, constant] = [0, 0];
  margins.forEach((margin, row) => {
    deviance += weightOf(row) * devianceOf(objective, labels[row]!, valueOf(objective, margin));
    constant += weightOf(row) * devianceOf(objective, labels[row]!, mean);
  });
  const loss = deviance / constant;
  return { loss, score: objective === 'logistic' ? rocAucScore(labels, margins, weights) : 1 - loss };
}

function valueOf(objective: Objective, margin: number): number {
  if (objective === 'squared-error') return margin;
  return objective === 'logistic' ? 1 / (1 + Math.exp(-margin)) : Math.exp(margin);
}

/** Unit deviance of a label under a mean, up to a factor that all rows share. */
function devianceOf(objective: Objective, label: number, mean: number): number {
  if (objective === 'squared-error') return (label - mean) ** 2;
  if (objective === 'logistic') return -(label * Math.log(mean) + (1 - label) * Math.log1p(-mean));
  if (objective === 'poisson') return (label > 0 ? label * Math.log(label / mean) : 0) - (label - mean);
  const p = TWEEDIE_POWER;
  return (
    label ** (2 - p) / ((1 - p) * (2 - p)) - (label * mean ** (1 - p)) / (1 - p) + mean ** (2 - p) / (2 - p)
  );
}
