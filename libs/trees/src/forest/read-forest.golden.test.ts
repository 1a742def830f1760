import { predictPlainly } from '../reference/predict.ts';
import { createScorer } from '../score/create-scorer.ts';
import { goldenModels } from '../testing/golden-models.ts';
import { readForest } from './read-forest.ts';
import { writeForest } from './write-forest.ts';

describe.each(goldenModels())('a model of XGBoost $name', (golden) => {
  const forest = readForest(golden.bytes);

  it('readForest() gives the margins, leaves and values of that release', () => {
    expect(predictPlainly(forest, golden.rows)).toEqual(golden.margin);
    expect(predictPlainly(forest, golden.rows, { output: 'leaf' })).toEqual(golden.leaf);
    expectNear(predictPlainly(forest, golden.rows, { output: 'value' }), golden.value, 1e-6);
  });

  it('readForest() knows which trees are the first round', () => {
    expect(predictPlainly(forest, golden.rows, { rounds: [0, 1] })).toEqual(golden.firstRound);
  });

  it('createScorer() explains it as that release did', () => {
    expectNear(createScorer(forest).explain(golden.rows), golden.contributions, 1e-5);
  });

  it('writeForest() keeps all of it', () => {
    expect(readForest(writeForest(forest, 'ubj'))).toEqual(forest);
    expect(readForest(writeForest(forest, 'json'))).toEqual(forest);
  });
});

/** Old releases add some sums in other orders, so that their last bits differ. */
function expectNear(found: Float32Array, expected: Float32Array, tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, at) =>
    expect(Math.abs(value - expected[at]!)).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(expected[at]!)),
    ),
  );
}
