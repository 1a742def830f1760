import type { Forest } from '../forest/forest.ts';
import { atRow, refuse } from '../checks/refuse.ts';

/** Above it the exponential of a margin is no float32. */
const MOST_EXPONENT = 88;

/**
 * Refuses a model whose steps ran away, as those of Tweedie can with a high learning rate: its values would be infinite, or
 * its explanations no numbers.
 *
 * @param margins of the rows to learn from, by the trees of the model
 * @throws TreesError that names a row
 */
export function checkGrowth({ link, cover, gain }: Forest, margins: Float32Array): void {
  const most = link === 'exp' ? MOST_EXPONENT : Number.MAX_VALUE;
  const remedy = 'lower params.learningRate, or raise params.lambda';
  const row = margins.findIndex((margin) => !(margin <= most && margin >= -Number.MAX_VALUE));
  if (row >= 0)
    refuse(
      'predictions of rows to learn from',
      'to stay finite',
      `a margin of ${margins[row]} (${atRow(row)})`,
      remedy,
    );
  const node = cover.findIndex((its, at) => !Number.isFinite(its) || !Number.isFinite(gain[at]));
  if (node >= 0) refuse('sums of trees', 'to stay finite', `${cover[node]} in node ${node}`, remedy);
}
