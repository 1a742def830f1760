import type { Model } from './contract.ts';

/** Columns of the results that hold the lower and the upper end of a model's interval for each customer. */
export function intervalColumns({
  predictionColumn,
}: Pick<Model, 'predictionColumn'>): readonly [low: string, high: string] {
  return [`${predictionColumn}_low`, `${predictionColumn}_high`];
}
