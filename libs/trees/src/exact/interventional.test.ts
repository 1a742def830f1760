import type { Forest } from '../forest/forest.ts';
import { bruteForceShapley } from '../testing/brute-force-shapley.ts';
import { FOREST_CASES, linesOf, worstDifference } from '../testing/forest-cases.ts';
import { randomForest, randomRows } from '../testing/random-forest.ts';
import { addByPairs } from './add-by-pairs.ts';
import { explainInterventional, planInterventional } from './interventional.ts';
import { planLeafPaths } from './leaf-paths.ts';
import { viewRows } from './row-view.ts';

describe('explainInterventional()', () => {
  it.each(FOREST_CASES)('equals the definition, with %s', (_, options) => {
    const forest = randomForest({ seed: 3, ...options });
    const { features: columns, outputs } = forest;
    const values = randomRows(forest, { seed: 4, rows: 10, missing: 0.15 });
    const others = randomRows(forest, { seed: 5, rows: 17, missing: 0.15 });
    const into = new Float64Array(10 * outputs * (columns + 1));

    const plan = planInterventional(forest, { values: others, rows: 17, columns });
    explainInterventional(plan, { values, rows: 10, columns }, { into });

    const background = linesOf(forest, others);
    const expected = linesOf(forest, values).map((row) => bruteForceShapley(forest, row, { background }));
    expect(worstDifference(into, expected)).toBeLessThan(1e-12);
  });

  it('explains the rounds that are asked for', () => {
    const forest = randomForest({ seed: 5, features: 4, rounds: 4, maxDepth: 3, outputs: 2 });
    const values = randomRows(forest, { seed: 6, rows: 3 });
    const into = new Float64Array(3 * 2 * 5);
    const background = { values, rows: 3, columns: 4 };

    explainInterventional(planInterventional(forest, background, [1, 3]), background, { into });

    const lines = linesOf(forest, values);
    const expected = lines.map((row) =>
      bruteForceShapley(forest, row, { background: lines, rounds: [1, 3] }),
    );
    expect(worstDifference(into, expected)).toBeLessThan(1e-12);
  });

  it('refuses a background without rows', () => {
    const forest = randomForest({ seed: 5, features: 4, rounds: 1, maxDepth: 3 });
    expect(() => planInterventional(forest, { values: new Float32Array(0), rows: 0, columns: 4 })).toThrow(
      new TypeError('Expected at least one background row, found none'),
    );
  });

  it('explains paths of more features than a table has, and rows still sum to their margins', () => {
    const forest = randomForest({ seed: 8, features: 40, rounds: 1, maxDepth: 22, splitChance: 0.55 });
    const [tree] = planLeafPaths(forest, [0, 1]);
    const rows = { values: randomRows(forest, { seed: 9, rows: 20 }), rows: 20, columns: 40 };
    const plan = planInterventional(forest, rows);
    const found = explainInterventional(plan, rows, { into: new Float64Array(20 * 41) });
    const margins = linesOf(forest, rows.values).map((row) => marginOf(forest, row));

    expect(tree!.mostFeatures).toBeGreaterThan(14);
    expect(plan.deep).toHaveLength(1);
    margins.forEach((margin, row) => {
      const sum = found.subarray(row * 41, row * 41 + 41).reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(margin, 10);
    });
    expect(plan.bias[0]).toBeCloseTo(margins.reduce((sum, margin) => sum + margin, 0) / 20, 10);
  });
});

/** The margin of a forest of one tree for a row without missing values. */
function marginOf(forest: Forest, row: Float32Array): number {
  let node = 0;
  while (forest.left[node]! >= 0)
    node = row[forest.feature[node]!]! < forest.value[node]! ? forest.left[node]! : forest.right[node]!;
  return forest.baseMargins[0]! + forest.value[node]!;
}

describe('addByPairs()', () => {
  it.each(FOREST_CASES)('equals the tables, with %s', (_, options) => {
    const forest = randomForest({ seed: 13, ...options });
    const { features: columns, outputs } = forest;
    const rows = { values: randomRows(forest, { seed: 14, rows: 9, missing: 0.1 }), rows: 9, columns };
    const others = { values: randomRows(forest, { seed: 15, rows: 30, missing: 0.1 }), rows: 30, columns };
    const width = columns + 1;
    const expected = new Float64Array(9 * outputs * width);
    const plan = planInterventional(forest, others);
    explainInterventional(plan, rows, { into: expected });
    const sums = { values: new Float64Array(expected.length), width, rows: 9 };

    const trees = plan.shallow.map(({ tree }) => tree);
    addByPairs(forest, trees, viewRows(rows, columns), 0, viewRows(others, columns), sums);

    const found = expected.map((_, at) => {
      const [row, number] = [Math.floor(at / (outputs * width)), at % (outputs * width)];
      const isBias = number % width === columns;
      return isBias ? plan.bias[Math.floor(number / width)]! : sums.values[number * 9 + row]!;
    });
    expect(worstDifference(found, [expected])).toBeLessThan(1e-12);
  });
});
