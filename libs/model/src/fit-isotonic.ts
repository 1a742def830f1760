import { rankDescending } from '@engage/metrics';
import type { Calibration } from './calibration.ts';

/**
 * Isotonic calibration: the ascending step function with the least squared error, by pooling adjacent violators
 * (Ayer et al. 1955), read piecewise linearly between the steps' ends as scikit-learn does. Probabilities stay
 * 1/(n + 2) away from 0 and 1, since a step that saw one class only is not certain.
 *
 * @param margins finite, one a row
 * @param labels 0 or 1
 */
export function fitIsotonic(margins: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
  const { order } = rankDescending(margins);
  const blocks: Block[] = [];
  for (let place = order.length - 1; place >= 0; place -= 1) {
    const margin = margins[order[place]!]!;
    const last = blocks.at(-1);
    // Equal margins are one point, whatever their labels.
    if (last && last.from === margin && last.to === margin) {
      last.sum += labels[order[place]!]!;
      last.rows += 1;
    } else blocks.push({ from: margin, to: margin, sum: labels[order[place]!]!, rows: 1 });
    if (place === 0 || margins[order[place - 1]!] !== margin) pool(blocks);
  }
  const edge = 1 / (order.length + 2);
  const xs: number[] = [];
  const ys: number[] = [];
  for (const { from, to, sum, rows } of blocks) {
    const level = Math.min(Math.max(sum / rows, edge), 1 - edge);
    for (const margin of from === to ? [from] : [from, to]) {
      xs.push(margin);
      ys.push(level);
    }
  }
  return { method: 'isotonic', margins: xs, probabilities: ys };
}

/** Neighbouring rows of one level: margins from … to, inclusive. */
interface Block {
  from: number;
  to: number;
  sum: number;
  rows: number;
}

function pool(blocks: Block[]): void {
  while (blocks.length > 1) {
    const [before, last] = [blocks.at(-2)!, blocks.at(-1)!];
    if (before.sum * last.rows < last.sum * before.rows) return;
    blocks.pop();
    before.to = last.to;
    before.sum += last.sum;
    before.rows += last.rows;
  }
}
