import { rowsOf, type Matrix } from './matrix.ts';

const matrix: Matrix = {
  values: Float32Array.of(1, 2, 3, 4, 5, 6),
  rows: 3,
  columns: 2,
  names: ['a', 'b'],
  categorical: [false, false],
};

describe('rowsOf()', () => {
  it('gives rows [from, to) as a view on the same memory', () => {
    const part = rowsOf(matrix, 1, 3);
    expect([...part.values]).toEqual([3, 4, 5, 6]);
    expect(part.rows).toBe(2);
    expect(part.values.buffer).toBe(matrix.values.buffer);
  });

  it.each([
    [-1, 2],
    [2, 1],
    [0, 4],
    [Number.NaN, 2],
  ])('rejects rows [%d, %d) of three', (from, to) => {
    expect(() => rowsOf(matrix, from, to)).toThrow(RangeError);
  });
});
