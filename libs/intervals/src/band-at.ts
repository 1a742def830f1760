import type { Band } from './interval-model.ts';

/** A function that gives the band's ends at a prediction, which always lies between them. */
export function bandReader(band: Band): (prediction: number) => { low: number; high: number } {
  const { at, low, high } = band;
  const last = at.length - 1;
  return (prediction) => {
    const [knot, share] = placeOf(prediction);
    const end = (ends: readonly number[]): number =>
      share === 0 ? ends[knot]! : ends[knot]! + share * (ends[knot + 1]! - ends[knot]!);
    return { low: Math.min(end(low), prediction), high: Math.max(end(high), prediction) };
  };

  /** The knot below a prediction, and how far it is on the way to the next. */
  function placeOf(prediction: number): [number, number] {
    if (!(prediction > at[0]!)) return [0, 0];
    if (prediction >= at[last]!) return [last, 0];
    let from = 0;
    let to = last;
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (at[middle]! <= prediction) from = middle;
      else to = middle;
    }
    return [from, (prediction - at[from]!) / (at[to]! - at[from]!)];
  }
}

/** Width of a band that counts as its unit: never 0, so that a constant outcome can be missed by a finite share. */
export function widthOf({ low, high }: { low: number; high: number }): number {
  return Math.max(high - low, Number.EPSILON * Math.max(1, Math.abs(high)));
}
