import type { Forest } from '../forest/forest.ts';
import { predictPlainly } from '../reference/predict.ts';
import { randomForest, randomNumbers, randomRows } from '../testing/random-forest.ts';
import { createScorer } from './create-scorer.ts';

const rowsOf = (forest: Forest, values: Float32Array) => ({
  values,
  rows: values.length / forest.features,
  columns: forest.features,
});

function greatestDifference(one: Float32Array, other: Float32Array): number {
  return one.reduce((worst, value, i) => {
    const difference = Math.abs(value - other[i]!);
    return difference <= worst ? worst : difference;
  }, 0);
}

describe('createScorer() on every path', () => {
  const forest = randomForest({ seed: 5, features: 14, rounds: 20, maxDepth: 6, categorical: [3] });

  it.each([1, 15, 16, 17, 127, 129, 600, 1025, 65_537])(
    'gives each of %d rows what it gives it alone',
    (count) => {
      const values = randomRows(forest, { seed: 6, rows: count, missing: 0.1 });
      const scorer = createScorer(forest);

      const contributions = scorer.explain(rowsOf(forest, values));
      const margins = scorer.predict(rowsOf(forest, values));

      for (const row of [0, 14, 15, 16, 126, 127, 128, 511, 1023, 16_383, 16_384, 65_535, 65_536]) {
        if (row >= count) continue;
        const alone = rowsOf(forest, values.slice(row * 14, (row + 1) * 14));
        expect([...contributions.subarray(row * 15, (row + 1) * 15)]).toEqual([...scorer.explain(alone)]);
        expect(margins[row]).toBe(scorer.predict(alone)[0]);
      }
    },
  );

  it('gives the same bytes with tables that stay, that are built in turn, and the same numbers without', () => {
    const values = randomRows(forest, { seed: 7, rows: 2000, missing: 0.1 });
    const rows = rowsOf(forest, values);
    const resident = createScorer(forest).explain(rows);

    expect(createScorer(forest, { memoryBudgetBytes: 1 }).explain(rows)).toEqual(resident);
    expect(createScorer(forest, { memoryBudgetBytes: 1_000_000 }).explain(rows)).toEqual(resident);
    expect(greatestDifference(createScorer(forest, { simd: false }).explain(rows), resident)).toBeLessThan(
      1e-6,
    );
  });

  it('explains leaves of too many features for a table', () => {
    const deep = randomForest({ seed: 2, features: 40, rounds: 2, maxDepth: 13, splitChance: 0.93 });
    const rows = rowsOf(deep, randomRows(deep, { seed: 3, rows: 40, missing: 0.1 }));
    const scorer = createScorer(deep);

    const contributions = scorer.explain(rows);

    expect(greatestDifference(contributions, createScorer(deep, { simd: false }).explain(rows))).toBeLessThan(
      1e-5,
    );
    expect([...scorer.predict(rows)]).toEqual([...predictPlainly(deep, rows)]);
    expect(scorer.predict(rows, { output: 'leaf' })).toEqual(predictPlainly(deep, rows, { output: 'leaf' }));
  });

  it('knows more thresholds of a feature than one byte counts, and values beyond all of them', () => {
    const random = randomNumbers(4);
    const wide = randomForest({ seed: 4, features: 2, rounds: 60, maxDepth: 5 });
    // Distinct thresholds, also infinite, subnormal and not a number.
    wide.value.forEach((_, node) => {
      if (wide.left[node]! >= 0) wide.value[node] = random() * 8 - 4;
    });
    [Infinity, -Infinity, 1e-45, NaN, -0].forEach((value, i) => (wide.value[wide.treeStart[i]!] = value));
    const extremes = [Infinity, -Infinity, NaN, 0, -0, 1e-45, -1e-45, 3.4e38, -3.4e38];
    const values = Float32Array.from({ length: 2 * 500 }, (_, i) => extremes[i % 23] ?? random() * 8 - 4);
    const rows = rowsOf(wide, values);
    const scorer = createScorer(wide);

    expect([...scorer.predict(rows)]).toEqual([...predictPlainly(wide, rows)]);
    expect(
      greatestDifference(scorer.explain(rows), createScorer(wide, { simd: false }).explain(rows)),
    ).toBeLessThan(2e-6);
  });

  it('adds up to the margin when leaves are large and alike', () => {
    const { value, left, ...rest } = randomForest({ seed: 9, features: 6, rounds: 3, maxDepth: 6 });
    const large = { ...rest, left, value: value.map((leaf, node) => (left[node]! < 0 ? 1e4 + leaf : leaf)) };
    const rows = rowsOf(large, randomRows(large, { seed: 1, rows: 50 }));
    const scorer = createScorer(large);
    const contributions = scorer.explain(rows);

    // The Shapley values are as small, and as exact, as without the 10,000.
    const small = createScorer({ ...large, value }).explain(rows);
    for (let i = 0; i < contributions.length; i += 1)
      if (i % 7 !== 6) expect(Math.abs(contributions[i]! - small[i]!)).toBeLessThan(2e-3);
    scorer.predict(rows).forEach((margin, row) => {
      const sum = contributions.subarray(row * 7, (row + 1) * 7).reduce((total, one) => total + one, 0);
      expect(Math.abs(sum - margin) / 3e4).toBeLessThan(1e-6);
    });
  });

  it('explains usual rows as exactly beside leaves that are ten thousand times greater', () => {
    const spoilt = randomForest({ seed: 10, features: 6, rounds: 40, maxDepth: 5 });
    for (let tree = 0; tree < 40; tree += 1) {
      const [begin, end] = [spoilt.treeStart[tree]!, spoilt.treeStart[tree + 1]!];
      for (let node = begin; node < end; node += 1)
        if (spoilt.left[node]! < 0 && spoilt.cover[node]! < 1e-3 * spoilt.cover[begin]!)
          spoilt.value[node] = 1e4;
    }
    const rows = rowsOf(spoilt, randomRows(spoilt, { seed: 11, rows: 300 }));

    const found = createScorer(spoilt).explain(rows);

    const exact = createScorer(spoilt, { simd: false }).explain(rows);
    exact.forEach((value, i) =>
      expect(Math.abs(found[i]! - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value))),
    );
  });

  it('gives memory back when a listener throws', () => {
    const rows = rowsOf(forest, randomRows(forest, { seed: 8, rows: 3000 }));
    const scorer = createScorer(forest);
    const onRow = (): never => {
      throw new Error('not here');
    };
    const explainOnce = (): void => expect(() => scorer.reasons(rows, 1, { onRow })).toThrow('not here');
    explainOnce();
    const grow = jest.spyOn(WebAssembly.Memory.prototype, 'grow');
    try {
      for (let time = 0; time < 20; time += 1) explainOnce();
      expect(grow).not.toHaveBeenCalled();
    } finally {
      grow.mockRestore();
    }
  });

  it('explains models of hundreds of thousands of columns', () => {
    const wide = { ...randomForest({ seed: 12, features: 20, rounds: 2, maxDepth: 3 }), features: 200_000 };
    const rows = rowsOf(wide, new Float32Array(200_000));
    expect(createScorer(wide).explain(rows).length).toBe(200_001);
  });

  it('refuses rows and buffers of another shape, and rounds that are not there', () => {
    const scorer = createScorer(forest);
    const rows = rowsOf(forest, new Float32Array(28));

    expect(() => scorer.predict({ ...rows, columns: 7 })).toThrow(
      'Expected rows of 14 columns as the model has, found 7',
    );
    expect(() => scorer.explain({ ...rows, rows: 3 })).toThrow('Expected rows of 3 × 14 numbers, found 28');
    expect(() => scorer.explain(rows, { into: new Float32Array(29) })).toThrow(
      'Expected a buffer of 30 numbers, found 29',
    );
    expect(() => scorer.predict(rows, { rounds: [3, 21] })).toThrow(RangeError);
    expect(scorer.explain(rowsOf(forest, new Float32Array(0)))).toHaveLength(0);
    expect(scorer.predict(rowsOf(forest, new Float32Array(0)))).toHaveLength(0);
  });

  it('takes a background and interactions to where they are computed', () => {
    const small = randomForest({ seed: 1, features: 4, rounds: 2, maxDepth: 3 });
    const rows = rowsOf(small, randomRows(small, { seed: 2, rows: 6 }));
    const scorer = createScorer(small);
    const margins = scorer.predict(rows);
    const interactions = scorer.interactions(rows);
    const against = scorer.explain(rows, {
      background: rowsOf(small, randomRows(small, { seed: 3, rows: 5 })),
    });

    for (let row = 0; row < 6; row += 1) {
      const sumOf = (values: Float32Array, width: number): number =>
        values.subarray(row * width, (row + 1) * width).reduce((total, value) => total + value, 0);
      expect(sumOf(interactions, 25)).toBeCloseTo(margins[row]!, 5);
      expect(sumOf(against, 5)).toBeCloseTo(margins[row]!, 5);
    }
  });
});
