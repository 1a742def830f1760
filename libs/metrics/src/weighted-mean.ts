import type { Prepared } from './vectors.ts';

/** The mean of one loss a row, for any weights; NaN when all weights are zero. */
export function prepareMean(losses: Float64Array): Prepared {
  return (weights) => {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < losses.length; row += 1) {
      sum += weights[row]! * losses[row]!;
      total += weights[row]!;
    }
    return sum / total;
  };
}
