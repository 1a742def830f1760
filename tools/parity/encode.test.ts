import { encodingsOf, splitTable } from './encode.ts';
import { generatedTable, generatedTables } from './generated-tables.ts';
import { judge } from './judge.ts';
import type { Table } from './table.ts';

const table: Table = {
  name: 'small',
  objective: 'logistic',
  columns: [
    { name: 'age', numbers: Float32Array.from({ length: 40 }, (_, row) => (row === 3 ? NaN : row)) },
    {
      name: 'plan',
      words: Array.from({ length: 40 }, (_, row) => (row === 5 ? null : ['b', 'a', 'c'][row % 3]!)),
    },
  ],
  target: Float32Array.from({ length: 40 }, (_, row) => row % 2),
  groups: Array.from({ length: 40 }, (_, row) => String(row >> 1)),
};

describe('splitTable()', () => {
  it('keeps every row once and groups together', () => {
    const { fit, test } = splitTable(table, 'native', 1, 0.5);

    const rowsOf = ({ values, rows, columns }: typeof fit.matrix): number[] =>
      Array.from({ length: rows }, (_, row) => values[row * columns]!).map((age) =>
        Number.isNaN(age) ? 3 : age,
      );
    const inFit = rowsOf(fit.matrix);
    expect([...inFit, ...rowsOf(test.matrix)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, row) => row),
    );
    for (const row of inFit) expect(inFit).toContain(row ^ 1);
    expect(test.matrix.rows).toBeGreaterThan(4);
  });

  it('codes words in alphabetical order, missing ones as NaN', () => {
    const { fit } = splitTable(table, 'native', 1, 0);

    expect(fit.matrix).toMatchObject({ names: ['age', 'plan'], categorical: [false, true] });
    expect([...fit.matrix.values.subarray(0, 12)]).toEqual([0, 1, 1, 0, 2, 2, NaN, 1, 4, 0, 5, NaN]);
  });

  it('has a column for each word when one-hot, all 0 where the word is missing', () => {
    const { fit } = splitTable(table, 'one-hot', 1, 0);

    expect(fit.matrix.names).toEqual(['age', 'plan=a', 'plan=b', 'plan=c']);
    expect([...fit.matrix.values.subarray(16, 24)]).toEqual([4, 1, 0, 0, 5, 0, 0, 0]);
    expect(encodingsOf({ ...table, columns: table.columns.slice(0, 1) })).toEqual(['native']);
  });
});

describe('generatedTables()', () => {
  it('gives every objective missing values, weights and categories, the same each time', () => {
    const small = Array.from({ length: 20 }, (_, index) => generatedTable(index, 50));

    expect(generatedTables()).toHaveLength(20);
    expect(generatedTable(7, 50)).toEqual(small[7]);
    for (const objective of ['squared-error', 'logistic', 'tweedie', 'poisson']) {
      const its = small.filter((one) => one.objective === objective);
      expect(its).toHaveLength(5);
      expect(its.some(({ weights }) => weights)).toBe(true);
      expect(its.some(({ weights }) => !weights)).toBe(true);
      expect(
        new Set(its.map(({ columns }) => columns.filter((column) => 'words' in column).length)).size,
      ).toBe(4);
    }
  });
});

describe('judge()', () => {
  it('is R² for squared errors and AUC for classes', () => {
    const labels = Float32Array.of(1, 2, 3, 6);

    expect(judge('squared-error', labels, Float32Array.of(1, 2, 3, 5)).score).toBeCloseTo(1 - 1 / 14, 12);
    expect(judge('logistic', Float32Array.of(0, 1, 0, 1), Float32Array.of(-1, 0, 1, 2)).score).toBe(0.75);
  });

  it('is 1 for the margin of the mean, whatever the objective', () => {
    const labels = Float32Array.of(0, 1, 1, 0);
    const weights = Float32Array.of(1, 2, 1, 4);
    const mean = 3 / 8;

    expect(judge('poisson', labels, new Float32Array(4).fill(Math.log(mean)), weights).loss).toBeCloseTo(
      1,
      6,
    );
    expect(judge('tweedie', labels, new Float32Array(4).fill(Math.log(mean)), weights).loss).toBeCloseTo(
      1,
      6,
    );
    const logit = Math.log(mean / (1 - mean));
    expect(judge('logistic', labels, new Float32Array(4).fill(logit), weights).loss).toBeCloseTo(1, 6);
  });
});
