import { FOREST_CASES, worstDifference } from '../testing/forest-cases.ts';
import { randomForest, randomRows } from '../testing/random-forest.ts';
import { addByRow } from './add-by-row.ts';
import { planLeafPaths } from './leaf-paths.ts';
import type { LeafRule } from './leaf-rule.ts';
import { addByTables } from './pattern-tables.ts';
import { viewRows } from './row-view.ts';
import { cutTree } from './subtrees.ts';

/** A rule that tells leaves and patterns apart: the number of a pattern, in a different place for each leaf. */
const numbering = (width: number): LeafRule => ({
  targets: ({ features, index }) => [...features, index % width],
  fill: ({ index, features }, satisfied, into) => {
    for (let k = 0; k < features.length; k += 1) into[k] = satisfied[k]! * (index + 1);
    into[features.length] = satisfied.slice(0, features.length).reduce((bits, bit) => 2 * bits + bit, 1);
  },
});

describe('addByTables()', () => {
  it.each([
    ...FOREST_CASES,
    // Tables of a whole tree would hold more than 2^22 numbers, so they are kept a leaf at a time.
    ['deep trees', { features: 13, rounds: 1, maxDepth: 13, splitChance: 0.97 }] as const,
  ])('equals row by row, with %s', (_, options) => {
    const forest = randomForest({ seed: 21, ...options });
    const { features: columns, outputs } = forest;
    const width = columns + 1;
    const rows = { values: randomRows(forest, { seed: 22, rows: 300, missing: 0.1 }), rows: 300, columns };
    const view = viewRows(rows, columns);
    const trees = planLeafPaths(forest, [0, options.rounds]);
    const sums = { values: new Float64Array(300 * outputs * width), width, rows: 300 };
    const expected = { ...sums, values: new Float64Array(300 * outputs * width) };

    addByRow(forest, trees, view, 0, numbering(width), expected);
    for (const bits of [0, 4, 8]) {
      sums.values.fill(0);
      const cut = trees.map((tree) => cutTree(forest, tree, numbering(width), bits));
      addByTables(forest, cut, view, 0, numbering(width), sums);

      expect(worstDifference(sums.values, [expected.values])).toBe(0);
    }
  });

  it('reads rows and columns in either order', () => {
    const forest = randomForest({ seed: 23, features: 4, rounds: 2, maxDepth: 4 });
    const values = randomRows(forest, { seed: 24, rows: 50, missing: 0.1 });
    const turned = Float32Array.from(values, (_, at) => values[(at % 50) * 4 + Math.floor(at / 50)]!);
    const trees = planLeafPaths(forest, [0, 2]).map((tree) => cutTree(forest, tree, numbering(5), 6));
    const sumsOf = (view: ReturnType<typeof viewRows>): Float64Array => {
      const values = new Float64Array(40 * 5);
      addByTables(forest, trees, view, 10, numbering(5), { values, width: 5, rows: 40 });
      return values;
    };

    const byRows = sumsOf(viewRows({ values, rows: 50, columns: 4 }, 4));
    const byColumns = sumsOf(viewRows({ values: turned, rows: 50, columns: 4, layout: 'column-major' }, 4));

    expect(byColumns).toEqual(byRows);
    expect(new Set(byRows).size).toBeGreaterThan(10);
  });
});
