import { bruteForceInteractions } from '../testing/brute-force-shapley.ts';
import { FOREST_CASES, linesOf, worstDifference } from '../testing/forest-cases.ts';
import { randomForest, randomRows } from '../testing/random-forest.ts';
import { explainInteractions } from './interactions.ts';

describe('explainInteractions()', () => {
  it.each(FOREST_CASES)('equals the definition, with %s', (_, options) => {
    const forest = randomForest({ seed: 3, ...options });
    const values = randomRows(forest, { seed: 4, rows: 12, missing: 0.15 });
    const into = new Float64Array(12 * forest.outputs * (forest.features + 1) ** 2);

    explainInteractions(forest, { values, rows: 12, columns: forest.features }, { into });

    const expected = linesOf(forest, values).map((row) => bruteForceInteractions(forest, row));
    expect(worstDifference(into, expected)).toBeLessThan(1e-12);
  });

  it('explains the rounds that are asked for', () => {
    const forest = randomForest({ seed: 5, features: 4, rounds: 4, maxDepth: 3, outputs: 2 });
    const values = randomRows(forest, { seed: 6, rows: 3 });
    const into = new Float64Array(3 * 2 * 25);

    explainInteractions(forest, { values, rows: 3, columns: 4 }, { into, rounds: [1, 3] });

    const options = { rounds: [1, 3] } as const;
    const expected = linesOf(forest, values).map((row) => bruteForceInteractions(forest, row, options));
    expect(worstDifference(into, expected)).toBeLessThan(1e-12);
  });

  it('explains paths of more features than a table has', () => {
    // The definition would need 2^22 subsets; that lines sum to margins still holds.
    const forest = randomForest({ seed: 8, features: 40, rounds: 1, maxDepth: 22, splitChance: 0.55 });
    const values = randomRows(forest, { seed: 9, rows: 5, missing: 0.1 });
    const found = explainInteractions(forest, { values, rows: 5, columns: 40 });
    const subset = { values: values.subarray(0, 40), rows: 1, columns: 40 };
    const first = explainInteractions(forest, subset);

    expect(found.subarray(0, 41 * 41)).toEqual(first);
    linesOf(forest, values).forEach((row, index) => {
      let node = 0;
      while (forest.left[node]! >= 0) {
        const value = row[forest.feature[node]!]!;
        const isLeft = Number.isNaN(value) ? forest.defaultLeft[node] === 1 : value < forest.value[node]!;
        node = isLeft ? forest.left[node]! : forest.right[node]!;
      }
      const matrix = found.subarray(index * 41 * 41, (index + 1) * 41 * 41);
      const sum = matrix.reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(forest.baseMargins[0]! + forest.value[node]!, 5);
    });
  });
});
