import type { Forest } from '../forest/forest.ts';

/**
 * The boosting rounds `[begin, end)` asked for, or all.
 *
 * @throws RangeError when the model has no such rounds
 */
export function roundsOf(forest: Forest, rounds?: readonly [number, number]): readonly [number, number] {
  const all = forest.roundStart.length - 1;
  const [begin, end] = rounds ?? [0, all];
  if (!Number.isSafeInteger(begin) || !Number.isSafeInteger(end) || begin < 0 || begin > end || end > all)
    throw new RangeError(`Expected rounds [begin, end) within [0, ${all}), found [${begin}, ${end})`);
  return [begin, end];
}
