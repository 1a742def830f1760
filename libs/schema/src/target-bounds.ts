import type { Contract, Model } from './contract.ts';

/** The values that a model's target can have, both ends inclusive; infinite where nothing bounds it. */
export interface TargetBounds {
  readonly low: number;
  readonly high: number;
}

/**
 * What bounds a model's target by its task and, where the target is a column, by the contract: a prediction beyond it
 * cannot be right.
 *
 * @example targetBounds(contract, churn) // { low: 0, high: 1 }
 */
export function targetBounds(contract: Contract, { task, target, outcome }: Model): TargetBounds {
  if (task === 'binary') return { low: 0, high: 1 };
  const name = target.trim().replace(/^"(.*)"$/, '$1');
  const column = outcome === null ? contract.columns.find((candidate) => candidate.name === name) : undefined;
  const low = typeof column?.minimum === 'number' ? column.minimum : -Infinity;
  const high = typeof column?.maximum === 'number' ? column.maximum : Infinity;
  return { low: task === 'tweedie' ? Math.max(0, low) : low, high };
}
