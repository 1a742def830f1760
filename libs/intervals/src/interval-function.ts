import { bandReader, widthOf } from './band-at.ts';
import type { IntervalModel, VennAbersIntervals } from './interval-model.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The interval of one customer, which always holds the prediction.
 *
 * @param prediction as it is shown
 * @param margin before calibration
 */
export type IntervalFunction = (prediction: number, margin: number) => Interval;

/**
 * How intervals are made from what was learnt; null where nothing could be.
 *
 * @param bounds least and greatest value of the target, infinite where it has none
 * @example intervalFunction(JSON.parse(text), { low: 0, high: 1 })?.(0.4, -0.41) // { low: 0.31, high: 0.5 }
 */
export function intervalFunction(
  model: IntervalModel,
  bounds: { readonly low: number; readonly high: number },
): IntervalFunction | null {
  if (model.method === 'none') return null;
  const within = (prediction: number, { low, high }: Interval): Interval => ({
    low: Math.min(prediction, Math.max(low, bounds.low)),
    high: Math.max(prediction, Math.min(high, bounds.high)),
  });
  if (model.method === 'venn-abers') {
    const step = stepReader(model);
    return (prediction, margin) => within(prediction, step(margin));
  }
  const read = bandReader(model.band);
  return (prediction) => {
    const ends = read(prediction);
    const shift = model.shift * widthOf(ends);
    return within(prediction, { low: ends.low - shift, high: ends.high + shift });
  };
}

/** The step that a margin lies on. */
function stepReader({ margins, low, high }: VennAbersIntervals): (margin: number) => Interval {
  return (margin) => {
    let from = 0;
    let to = margins.length;
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (margins[middle]! <= margin) from = middle;
      else to = middle;
    }
    return { low: low[from]!, high: high[from]! };
  };
}
