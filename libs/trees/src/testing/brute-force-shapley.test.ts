import { bruteForceInteractions, bruteForceShapley } from './brute-force-shapley.ts';
import { randomForest, randomRows } from './random-forest.ts';
import { handMadeTree } from './hand-made-tree.ts';

describe('bruteForceShapley()', () => {
  // One tree: x0 < 0 ? 0 : (x1 < 0 ? 10 : 30), half of the covers each way at the root, a quarter at x1.
  const forest = handMadeTree();

  it('equals values worked out by hand, path-dependent', () => {
    // v(∅) = ½·0 + ½·(¼·10 + ¾·30) = 12.5, v(0) = 25, v(1) = ½·30 = 15, v(01) = 30.
    const found = bruteForceShapley(forest, [1, 1]);

    expect([...found]).toEqual([(25 - 12.5 + 30 - 15) / 2, (15 - 12.5 + 30 - 25) / 2, 12.5]);
  });

  it('equals values worked out by hand, against a background', () => {
    // One background row (−1, −1): v(∅) = 0, v(0) = 10, v(1) = 0, v(01) = 30.
    const found = bruteForceShapley(forest, [1, 1], { background: [[-1, -1]] });

    expect([...found]).toEqual([(10 - 0 + 30 - 0) / 2, (0 - 0 + 30 - 10) / 2, 0]);
  });

  it('adds up to what the whole row gets', () => {
    const drawn = randomForest({ seed: 1, features: 6, rounds: 3, maxDepth: 4, categorical: [2] });
    const row = randomRows(drawn, { seed: 2, rows: 1, missing: 0.2 });
    const background = [...Array(5).keys()].map((seed) => randomRows(drawn, { seed, rows: 1 }));
    const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

    expect(sum(bruteForceShapley(drawn, row))).toBeCloseTo(
      sum(bruteForceShapley(drawn, row, { background })),
      12,
    );
  });
});

describe('bruteForceInteractions()', () => {
  it('equals values worked out by hand', () => {
    // Half of v(01) − v(0) − v(1) + v(∅) = ½ (30 − 25 − 15 + 12.5) = 1.25 off the diagonal.
    const found = bruteForceInteractions(handMadeTree(), [1, 1]);

    expect([...found]).toEqual([13.75 - 1.25, 1.25, 0, 1.25, 3.75 - 1.25, 0, 0, 0, 12.5]);
  });
});
