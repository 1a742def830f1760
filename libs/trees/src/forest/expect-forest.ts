import { described } from '../checks/refuse.ts';
import type { Forest } from './forest.ts';

/** @throws TypeError for what `readForest` or `train` cannot have given */
export function expectForest(forest: Forest): void {
  const given: unknown = forest;
  const isObject = typeof given === 'object' && given !== null;
  if (!isObject || !ArrayBuffer.isView(forest.treeStart) || !ArrayBuffer.isView(forest.left))
    throw new TypeError(`Expected a forest, as readForest and train give it, found ${described(given)}`);
}
