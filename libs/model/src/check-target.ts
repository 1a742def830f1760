import { InputError } from '@engage/run';
import type { Model } from '@engage/schema';

/**
 * That a model can be learnt from these targets at all.
 *
 * @param target of the rows to learn from, no NaN
 * @throws InputError when there are no rows, one class or one value only, or a value that the task cannot have
 */
export function checkTarget(model: Model, target: Float64Array): void {
  const where = `target "${model.target}" of model "${model.name}", fit part`;
  if (target.length === 0)
    throw new InputError(
      `Expected rows with a known target to learn from, found none (${where}); check the table and its split`,
    );
  const first = target[0]!;
  const bad = target.find((value) => !isPossible(model, value));
  if (bad !== undefined) throw new InputError(`Expected ${POSSIBLE[model.task]}, found ${bad} (${where})`);
  if (target.every((value) => value === first))
    throw new InputError(
      model.task === 'binary'
        ? `Expected both classes, found ${first} only in ${target.length} rows (${where}); there is nothing to learn: check the target's definition or give rows of both classes`
        : `Expected different values, found ${first} only in ${target.length} rows (${where}); check the target's definition`,
    );
}

const POSSIBLE = {
  binary: 'a target of 0 or 1',
  tweedie: 'amounts of at least 0',
  regression: 'finite numbers',
};

function isPossible(model: Model, value: number): boolean {
  if (model.task === 'binary') return value === 0 || value === 1;
  return Number.isFinite(value) && (model.task !== 'tweedie' || value >= 0);
}
