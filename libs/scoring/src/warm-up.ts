import type { TreeScorer } from '@engage/trees';

/** Scores a customer of whom nothing is known, so that what a scorer makes at its first use is there for the first client. */
export function warmUp(scorer: TreeScorer): TreeScorer {
  const { features } = scorer;
  const nobody = { values: new Float32Array(features).fill(Number.NaN), rows: 1, columns: features };
  scorer.predict(nobody);
  scorer.reasons(nobody, 1);
  return scorer;
}
