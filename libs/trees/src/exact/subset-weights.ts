/**
 * Weights of subsets in a Shapley value: `weights[p][q] = p! q! / (p + q + 1)!` for p, q in [0, most], by a recurrence
 * without factorials, so that nothing overflows.
 */
export function subsetWeights(most: number): Float64Array[] {
  const weights = Array.from({ length: most + 1 }, () => new Float64Array(most + 1));
  for (let q = 0; q <= most; q += 1) {
    weights[0]![q] = 1 / (q + 1);
    for (let p = 1; p <= most; p += 1) weights[p]![q] = (weights[p - 1]![q]! * p) / (p + q + 1);
  }
  return weights;
}
