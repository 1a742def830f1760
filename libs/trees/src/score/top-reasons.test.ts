import { randomForest, randomRows } from '../testing/random-forest.ts';
import { createScorer } from './create-scorer.ts';
import { findReasons } from './top-reasons.ts';

const forest = randomForest({ seed: 3, features: 6, rounds: 5, maxDepth: 4, outputs: 2 });
const values = randomRows(forest, { seed: 4, rows: 1500, missing: 0.1 });
const rows = { values, rows: 1500, columns: 6 };
const scorer = createScorer(forest);
const contributions = scorer.explain(rows);

describe('TreeScorer.reasons()', () => {
  it('finds what sorting all contributions finds', () => {
    const groupOf = [0, 1, 1, 2, 0, 3];
    const references = {
      values: Float32Array.from({ length: 12 }, (_, i) => (i === 7 ? NaN : i)),
      rows: 2,
      columns: 6,
    };
    const referenceOf = Uint8Array.from({ length: 1500 }, (_, row) => row % 2);
    const seen: number[][] = [];

    const reasons = scorer.reasons(rows, 3, {
      groupOf,
      references,
      referenceOf,
      output: 1,
      onRow: (row, sums) => (seen[row] = [...sums]),
    });

    for (let row = 0; row < 1500; row += 1) {
      const own = [...contributions.subarray((row * 2 + 1) * 7, (row * 2 + 1) * 7 + 6)];
      const sums = [0, 1, 2, 3].map((group) =>
        own.reduce((sum, value, feature) => (groupOf[feature] === group ? sum + value : sum), 0),
      );
      expect(seen[row]).toEqual(sums);
      const order = [0, 1, 2, 3].sort((a, b) => Math.abs(sums[b]!) - Math.abs(sums[a]!) || a - b);
      for (let place = 0; place < 3; place += 1) {
        const at = row * 3 + place;
        const group = order[place]!;
        const members = own.map((_, feature) => feature).filter((feature) => groupOf[feature] === group);
        const sign = Math.sign(sums[group]!);
        const speaker = members.sort((a, b) => sign * (own[b]! - own[a]!) || a - b)[0]!;
        expect(reasons.group[at]).toBe(group);
        expect(reasons.feature[at]).toBe(speaker);
        expect(reasons.contribution[at]).toBe(Math.fround(sums[group]!));
        expect(reasons.difference[at]).toBe(
          Math.fround(values[row * 6 + speaker]! - references.values[(row % 2) * 6 + speaker]!),
        );
      }
    }
  });

  it('keeps the order of groups whose sums are equal', () => {
    const stumps = randomForest({ seed: 1, features: 4, rounds: 1, maxDepth: 1 });
    const view = { values: new Float32Array(4), rows: 1, rowStride: 4, columnStride: 1 };
    const { reasons, onBlock } = findReasons(stumps, view, 3, {});

    onBlock(0, 1, Float32Array.of(1, -2, 2, -1, 9));

    expect([...reasons.group]).toEqual([1, 2, 0]);
    expect([...reasons.contribution]).toEqual([-2, 2, 1]);
  });

  it('has fewer than k where fewer features matter, and no difference without references', () => {
    const stumps = randomForest({ seed: 1, features: 3, rounds: 1, maxDepth: 1 });
    const one = createScorer(stumps).reasons({ values: new Float32Array(3), rows: 1, columns: 3 }, 2);

    expect(one.group[0]).toBeGreaterThanOrEqual(0);
    expect(one.group[1]).toBe(-1);
    expect(one.feature[1]).toBe(-1);
    expect(one.contribution[1]).toBe(0);
    expect([...one.difference]).toEqual([NaN, NaN]);
  });

  it.each([
    [0, {}, 'Expected a whole number of reasons a row from 1 to 65536, found 0'],
    [1, { output: 2 }, 'Expected an output in [0, 2), found 2'],
    [1, { groupOf: [0, 1] }, 'Expected a group for each of 6 features, found 2'],
    [1, { groupOf: [0, 1, 2, 3, 4, -1] }, 'Expected groups in [0, 65535], found -1 (feature 5)'],
    [1, { referenceOf: [0] }, 'Expected a reference group for each of 1500 rows, found 1'],
    [
      1,
      { referenceOf: new Uint8Array(1500).fill(1) },
      'Expected reference groups in [0, 0), found 1 (row 0)',
    ],
    [
      1,
      { references: { values: new Float32Array(4), rows: 2, columns: 2 } },
      'Expected references of 6 columns, found 2 × 2 with 4 numbers',
    ],
  ])('refuses k = %d with %j', (k, options, message) => {
    expect(() => scorer.reasons(rows, k, options)).toThrow(message);
  });
});
