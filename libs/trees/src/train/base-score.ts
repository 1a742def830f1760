import { baseMarginOf } from '../forest/links.ts';
import { OBJECTIVES } from './objectives.ts';
import type { LabelledRows, Objective } from './train-request.ts';

/** Means at the end of a link's domain are moved inside, so that the margin is finite. */
const EDGE = 1e-6;

/**
 * Where boosting starts: the weighted mean of the labels, as a model file has it, and its margin.
 */
export function baseScoreOfLabels(
  objective: Objective,
  { labels, weights }: LabelledRows,
): { readonly score: number; readonly margin: number } {
  let [sum, total] = [0, 0];
  labels.forEach((label, row) => {
    const weight = weights ? weights[row]! : 1;
    sum += weight * label;
    total += weight;
  });
  const mean = sum / total;
  const least = objective === 'squared-error' ? -Infinity : EDGE;
  const most = objective === 'logistic' ? 1 - EDGE : Infinity;
  const score = Math.fround(Math.min(most, Math.max(least, mean)));
  return { score, margin: baseMarginOf(OBJECTIVES[objective].name, score) };
}
