import type { Figure } from '@engage/run';
import type { Evaluation, Measurement } from './evaluation.ts';

/**
 * The figures of one evaluation: `<model>.holdout.<metric>`, the baselines' headline metric as
 * `<model>.holdout.<baseline>_<metric>`, and against the truth `best_<metric>`, `share_of_best` and `ece_truth`.
 */
export function figuresOf(evaluation: Evaluation): Figure[] {
  const { model, headline, metrics, baselines, ceiling } = evaluation;
  const measured: [string, Measurement | null | undefined][] = [
    ...Object.entries(metrics),
    ...baselines.map(({ name, metrics: its }): [string, Measurement | undefined] => [
      `${name}_${headline}`,
      its[headline],
    ]),
    [`best_${headline}`, ceiling?.best],
    ['share_of_best', ceiling?.share],
    ['ece_truth', ceiling?.calibrationError],
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
