import type { Forest } from '../forest/forest.ts';
import { predictPlainly } from '../reference/predict.ts';
import { bruteForceShapley } from '../testing/brute-force-shapley.ts';
import { FOREST_CASES, linesOf, worstDifference } from '../testing/forest-cases.ts';
import { randomForest, randomRows } from '../testing/random-forest.ts';
import { createScorer } from './create-scorer.ts';

const rowsOf = (forest: Forest, values: Float32Array) => ({
  values,
  rows: values.length / forest.features,
  columns: forest.features,
});

describe.each([
  ['kernel', true],
  ['plain TypeScript', false],
])('createScorer() with %s', (_, simd) => {
  it.each(FOREST_CASES)('explains and predicts %s as the definition does', (_name, options) => {
    for (let seed = 0; seed < 5; seed += 1) {
      const forest = randomForest({ ...options, seed });
      const values = randomRows(forest, { seed, rows: 20, missing: 0.15 });
      const scorer = createScorer(forest, { simd });

      const margins = scorer.predict(rowsOf(forest, values));
      const contributions = scorer.explain(rowsOf(forest, values));

      const expected = linesOf(forest, values).map((row) => bruteForceShapley(forest, row));
      expect(worstDifference(contributions, expected)).toBeLessThan(1e-6);
      expect([...margins]).toEqual([...predictPlainly(forest, rowsOf(forest, values))]);
    }
  });

  it('knows columns, buffers, rounds and leaves', () => {
    const forest = randomForest({
      seed: 3,
      features: 6,
      rounds: 8,
      maxDepth: 5,
      outputs: 2,
      categorical: [1],
    });
    const values = randomRows(forest, { seed: 4, rows: 300, missing: 0.1 });
    const turned = new Float32Array(values.length);
    for (let i = 0; i < values.length; i += 1) turned[(i % 6) * 300 + Math.floor(i / 6)] = values[i]!;
    const columnMajor = { ...rowsOf(forest, turned), layout: 'column-major' as const };
    const scorer = createScorer(forest, { simd });
    const into = new Float32Array(300 * 2 * 7);

    expect(scorer.explain(columnMajor, { into })).toBe(into);
    expect([...into]).toEqual([...scorer.explain(rowsOf(forest, values))]);
    expect([...scorer.predict(columnMajor)]).toEqual([...scorer.predict(rowsOf(forest, values))]);
    for (const rounds of [
      [0, 3],
      [2, 7],
      [4, 4],
    ] as const)
      for (const output of ['margin', 'value', 'leaf'] as const)
        expect([...scorer.predict(rowsOf(forest, values), { rounds, output })]).toEqual([
          ...predictPlainly(forest, rowsOf(forest, values), { rounds, output }),
        ]);
  });
});
