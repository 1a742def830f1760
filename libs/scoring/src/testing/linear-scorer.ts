import type { TreeScorer } from '@engage/trees';

/** A model that tests can work out by hand: contribution = weight × (value − mean), 0 for a missing value. */
export interface LinearModel {
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly bias: number;
}

/** A linear model in the place of trees; its bytes are JSON. */
export function createLinearScorer(bytes: Uint8Array): TreeScorer {
  const { weights, means, bias } = JSON.parse(new TextDecoder().decode(bytes)) as LinearModel;
  const features = weights.length;
  const pull = (value: number, feature: number): number =>
    Number.isNaN(value) ? 0 : weights[feature]! * (value - means[feature]!);
  const refuse = (): never => {
    throw new RangeError(
      'Expected predictions or reasons to be asked of a linear model, found something else',
    );
  };
  return {
    features,
    outputs: 1,
    trees: 1,
    predict: ({ values, rows }) =>
      Float32Array.from({ length: rows }, (_, row) =>
        values
          .subarray(row * features, (row + 1) * features)
          .reduce((sum, value, feature) => sum + pull(value, feature), bias),
      ),
    explain: refuse,
    interactions: refuse,
    reasons({ values, rows }, k, { groupOf = weights.map((_, feature) => feature) } = {}) {
      const found = {
        rows,
        k,
        group: new Int32Array(rows * k).fill(-1),
        feature: new Int32Array(rows * k).fill(-1),
        contribution: new Float32Array(rows * k),
        difference: new Float32Array(rows * k).fill(Number.NaN),
      };
      for (let row = 0; row < rows; row++) {
        const pulls = weights.map((_, feature) => pull(values[row * features + feature]!, feature));
        const sums = new Map<number, number>();
        pulls.forEach((its, feature) =>
          sums.set(groupOf[feature]!, (sums.get(groupOf[feature]!) ?? 0) + its),
        );
        const ranked = [...sums]
          .filter(([, sum]) => sum !== 0)
          .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
        ranked.slice(0, k).forEach(([group, sum], rank) => {
          const inGroup = pulls.map((its, feature) =>
            groupOf[feature] === group ? its * Math.sign(sum) : -1,
          );
          found.group[row * k + rank] = group;
          found.feature[row * k + rank] = inGroup.indexOf(Math.max(...inGroup));
          found.contribution[row * k + rank] = sum;
        });
      }
      return found;
    },
  };
}
