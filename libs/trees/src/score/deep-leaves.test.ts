import type { Forest } from '../forest/forest.ts';
import { bruteForceShapley } from '../testing/brute-force-shapley.ts';
import { linesOf, worstDifference } from '../testing/forest-cases.ts';
import {
  randomForest,
  randomNumbers,
  randomRows,
  type RandomForestOptions,
} from '../testing/random-forest.ts';
import { createScorer } from './create-scorer.ts';

const rowsOf = (forest: Forest, values: Float32Array) => ({
  values,
  rows: values.length / forest.features,
  columns: forest.features,
});

/** A tree that is one path: each node asks for the next feature, and has a leaf on one side. */
function chainForest(features: number): Forest {
  const random = randomNumbers(features);
  const forest = randomForest({ seed: features, features, rounds: 1, maxDepth: 0 });
  const nodes = 2 * features + 1;
  const numbers = (of: (node: number) => number) => Float32Array.from({ length: nodes }, (_, i) => of(i));
  // Node 2k is the k-th of the path, 2k + 1 its leaf.
  const goesRight = Array.from({ length: nodes }, () => random() < 0.5);
  const child = (node: number, isRight: boolean): number => {
    if (node % 2 === 1 || node === nodes - 1) return -1;
    return goesRight[node] === isRight ? node + 2 : node + 1;
  };
  return {
    ...forest,
    treeStart: Int32Array.of(0, nodes),
    left: Int32Array.from({ length: nodes }, (_, i) => child(i, false)),
    right: Int32Array.from({ length: nodes }, (_, i) => child(i, true)),
    feature: Int32Array.from({ length: nodes }, (_, i) => (child(i, true) < 0 ? 0 : i / 2)),
    value: numbers((i) => (child(i, true) < 0 ? random() * 20 - 10 : Math.floor(random() * 16) / 4 - 2)),
    defaultLeft: Uint8Array.from({ length: nodes }, () => (random() < 0.5 ? 1 : 0)),
    cover: numbers((i) => (i % 2 === 1 ? 0.1 : 1) * 0.9 ** Math.floor(i / 2)),
    gain: new Float32Array(nodes),
    categoryStart: new Int32Array(nodes + 1),
  };
}

/** Differences as a share of the greater values. */
function expectAlike(found: Float32Array, expected: Float32Array): void {
  const worst = expected.reduce((most, value, i) => {
    const difference = Math.abs(found[i]! - value) / Math.max(1, Math.abs(value));
    return difference <= most ? most : difference;
  }, 0);
  expect(worst).toBeLessThan(1e-6);
}

const DEEP: readonly [name: string, options: Omit<RandomForestOptions, 'seed'>][] = [
  ['depth 11', { features: 30, rounds: 3, maxDepth: 11, splitChance: 0.95 }],
  ['depth 12, classes', { features: 40, rounds: 1, maxDepth: 12, outputs: 3, splitChance: 0.92 }],
  ['depth 13, tree weights', { features: 25, rounds: 2, maxDepth: 13, dart: true, splitChance: 0.9 }],
  ['depth 14, categories', { features: 20, rounds: 2, maxDepth: 14, categorical: [0, 3], splitChance: 0.87 }],
  ['depth 16, repeated features', { features: 12, rounds: 2, maxDepth: 16, splitChance: 0.85 }],
  ['many categorical splits of two features', { features: 2, rounds: 2, maxDepth: 13, categorical: [0, 1] }],
];

describe('explaining leaves without tables', () => {
  it.each(DEEP)('gives the values of the plain path: %s', (_, options) => {
    for (let seed = 0; seed < 3; seed += 1) {
      const forest = randomForest({ ...options, seed });
      const rows = rowsOf(forest, randomRows(forest, { seed, rows: 21, missing: 0.15 }));

      const found = createScorer(forest).explain(rows);

      expectAlike(found, createScorer(forest, { simd: false }).explain(rows));
    }
  });

  it.each([11, 12, 13, 16, 17, 20, 21, 24, 28, 32, 36])('integrates paths of %d features', (features) => {
    const forest = chainForest(features);
    const rows = rowsOf(forest, randomRows(forest, { seed: 1, rows: 33, missing: 0.1 }));

    expectAlike(createScorer(forest).explain(rows), createScorer(forest, { simd: false }).explain(rows));
  });

  it('gives the values of the definition', () => {
    const forest = chainForest(11);
    const values = randomRows(forest, { seed: 2, rows: 6, missing: 0.1 });

    const found = createScorer(forest).explain(rowsOf(forest, values));

    const expected = linesOf(forest, values).map((row) => bruteForceShapley(forest, row));
    expect(worstDifference(found, expected)).toBeLessThan(5e-6);
  });

  it('gives each of 1,000 rows what it gives it alone, with programs that stay and that do not', () => {
    const forest = randomForest({
      seed: 7,
      features: 25,
      rounds: 2,
      maxDepth: 13,
      outputs: 2,
      splitChance: 0.9,
    });
    const values = randomRows(forest, { seed: 8, rows: 1000, missing: 0.1 });
    const width = 2 * 26;
    const scorer = createScorer(forest);

    const together = scorer.explain(rowsOf(forest, values));

    for (const row of [0, 1, 15, 16, 127, 128, 500, 999]) {
      const alone = scorer.explain(rowsOf(forest, values.slice(row * 25, (row + 1) * 25)));
      expect([...together.subarray(row * width, (row + 1) * width)]).toEqual([...alone]);
    }
    expect(createScorer(forest, { memoryBudgetBytes: 1 }).explain(rowsOf(forest, values))).toEqual(together);
  });
});
