import type { Band } from './interval-model.ts';

/** Rows around each knot, where there are enough: below, an end would be a matter of a few rows. */
const ROWS_A_KNOT = 200;
const MOST_KNOTS = 20;

/**
 * Learns where outcomes lie by prediction: rows in order of their prediction, in groups of equal size, and for each
 * group the shortest interval that holds ⌈coverage · (n + 1)⌉ of its n outcomes. The shortest one suits what is
 * skewed, or often exactly 0, where equal tails would waste one of them.
 *
 * @param predicted of rows that the model was not fitted on
 * @param actual outcomes of the same rows, finite
 * @param coverage share of outcomes in (0, 1)
 * @throws RangeError without rows
 */
export function fitBand(predicted: Float64Array, actual: Float64Array, coverage: number): Band {
  const rows = predicted.length;
  if (rows === 0 || actual.length !== rows)
    throw new RangeError(`Expected predictions and as many outcomes, found ${rows} and ${actual.length}`);
  const order = Uint32Array.from(predicted.keys()).sort((a, b) => predicted[a]! - predicted[b]! || a - b);
  const groups = Math.min(MOST_KNOTS, Math.max(1, Math.floor(rows / ROWS_A_KNOT)));
  const band = { at: [] as number[], low: [] as number[], high: [] as number[] };
  for (let group = 0; group < groups; group += 1) {
    const members = order.subarray(
      Math.floor((group * rows) / groups),
      Math.floor(((group + 1) * rows) / groups),
    );
    const at = members.reduce((sum, row) => sum + predicted[row]!, 0) / members.length;
    // Groups of one and the same prediction cannot be told apart: the first one stands for them.
    if (at <= (band.at.at(-1) ?? -Infinity)) continue;
    const [low, high] = shortest(
      Float64Array.from(members, (row) => actual[row]!),
      coverage,
    );
    band.at.push(at);
    band.low.push(low);
    band.high.push(high);
  }
  return band;
}

/** The shortest interval between two of the values that holds the share; the lowest one among equals. */
function shortest(values: Float64Array, coverage: number): [number, number] {
  values.sort();
  const held = Math.min(values.length, Math.ceil(coverage * (values.length + 1)));
  let best = 0;
  for (let i = 0; i + held <= values.length; i += 1)
    if (values[i + held - 1]! - values[i]! < values[best + held - 1]! - values[best]!) best = i;
  return [values[best]!, values[best + held - 1]!];
}
