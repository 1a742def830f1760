import type { TargetBounds } from '@engage/schema';

/**
 * Predictions within what their target can be: trees and lines reach a little beyond it, where they cannot be right.
 *
 * @example clipped(Float64Array.of(-0.1, 0.4), { low: 0, high: 1 }) // 0, 0.4
 */
export function clipped(predictions: Float64Array, { low, high }: TargetBounds): Float64Array {
  return predictions.map((value) => Math.min(high, Math.max(low, value)));
}
