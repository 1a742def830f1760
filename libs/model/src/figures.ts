import type { Figure } from '@engage/run';
import type { Evaluation, Measurement } from './evaluation.ts';

/**
 * The figures of one evaluation: `<model>.holdout.<metric>`, the baselines' headline metric as
 * `<model>.holdout.<baseline>_<metric>` and what the model has above it as `<baseline>_advantage`, and against the truth `best_<metric>`, `share_of_best` and `ece_truth`; of the
 * intervals for single customers `interval_coverage` (of outcomes), `interval_coverage_truth` (of true probabilities) and
 * `interval_coverage_groups` (of the mean true probability of groups with nearly one score).
 */
export function figuresOf(evaluation: Evaluation): Figure[] {
  const { model, headline, metrics, baselines, ceiling, intervals } = evaluation;
  const measured: [string, Measurement | null | undefined][] = [
    ...Object.entries(metrics),
    ...baselines.flatMap(({ name, metrics: its, advantage }): [string, Measurement | undefined][] => [
      [`${name}_${headline}`, its[headline]],
      [`${name}_advantage`, advantage],
    ]),
    [`best_${headline}`, ceiling?.best],
    ['share_of_best', ceiling?.share],
    ['ece_truth', ceiling?.calibrationError],
    ...intervalFigures(intervals),
  ];
  return measured.flatMap(([name, measurement]) => {
    if (!measurement || measurement.value === null) return [];
    const { value, low, high } = measurement;
    return {
      name: `${model}.holdout.${name}`,
      value,
      ...(low !== null && high !== null && { low, high }),
      ...(name.endsWith('_usd') && { unit: 'USD' }),
      source: `models/${model}/evaluation.json`,
    };
  });
}

function intervalFigures(intervals: Evaluation['intervals']): [string, Measurement | null][] {
  if (intervals.method === 'none') return [];
  const name = intervals.holds === 'outcome' ? 'interval_coverage' : 'interval_coverage_truth';
  return [
    [name, intervals.coverage],
    ['interval_coverage_groups', intervals.groups],
  ];
}
