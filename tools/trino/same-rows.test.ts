import { rowDifference } from './same-rows.ts';

const trino = (type: string, ...values: unknown[]) => ({
  columns: [{ name: 'x', type }],
  rows: values.map((value) => [value]),
});

describe('rowDifference()', () => {
  it('finds nothing between equal rows in any order', () => {
    expect(rowDifference([[1], [2]], trino('bigint', 2, 1), false)).toBeNull();
    expect(rowDifference([[Math.fround(0.1)]], trino('real', 0.1), false)).toBeNull();
    expect(
      rowDifference(
        [['2025-01-01T10:00:00.000Z']],
        trino('timestamp(6)', '2025-01-01 10:00:00.000000'),
        false,
      ),
    ).toBeNull();
    expect(rowDifference([[2.5]], trino('decimal(10,2)', '2.50'), false)).toBeNull();
    expect(rowDifference([['1e300']], trino('varchar', '1.0E300'), false)).toBeNull();
    expect(rowDifference([[Number.NaN]], trino('double', 'NaN'), false)).toBeNull();
  });

  it.each([
    ['the number of rows', [[1]], trino('bigint', 1, 1), '1 rows in DuckDB, 2 in Trino'],
    ['a value', [[1]], trino('bigint', 2), 'row 1, column x: n1 in DuckDB, n2 in Trino'],
    ['a type', [[1]], trino('varchar', '1'), 'row 1, column x: n1 in DuckDB, s1 in Trino'],
    ['a null', [[null]], trino('varchar', ''), 'row 1, column x: null in DuckDB, s in Trino'],
    [
      'a moment',
      [['2025-01-01T10:00:00.000Z']],
      trino('timestamp(6)', '2025-01-01 10:00:00.000001'),
      /t2025-01-01T10:00:00Z in DuckDB/,
    ],
  ] as const)('finds a difference in %s', (_, rows, result, words) => {
    expect(rowDifference(rows, result, false)).toMatch(words);
  });

  it('minds the order where it was asked for', () => {
    expect(rowDifference([[1], [2]], trino('bigint', 2, 1), true)).toMatch('row 1, column x');
  });
});
