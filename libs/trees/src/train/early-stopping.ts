/** The round, counted from 1, with the lowest loss; the earliest of equals, 0 without any number. */
export function bestRoundOf(history: readonly number[]): number {
  let best = 0;
  let lowest = Infinity;
  history.forEach((loss, index) => {
    if (!(loss < lowest)) return;
    lowest = loss;
    best = index + 1;
  });
  return best;
}

/** Whether the last `patience` rounds brought no loss below the best before them, as XGBoost's own callback asks. */
export function isExhausted(history: readonly number[], patience: number): boolean {
  return history.length - bestRoundOf(history) >= patience;
}
