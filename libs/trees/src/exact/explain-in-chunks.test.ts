import { handMadeTree } from '../testing/hand-made-tree.ts';
import { explainInChunks } from './explain-in-chunks.ts';
import { roundsOf } from './rounds.ts';
import { viewRows } from './row-view.ts';

const view = (rows: number) => viewRows({ values: new Float32Array(2 * rows), rows, columns: 2 }, 2);

describe('explainInChunks()', () => {
  it('covers every row once, in chunks of limited memory', () => {
    const chunks: [number, number][] = [];
    const width = 2 ** 20;

    const found = explainInChunks(handMadeTree(), view(9), width, undefined, (begin, { values, rows }) => {
      chunks.push([begin, rows]);
      for (let row = 0; row < rows; row += 1) values[row]! += begin + row + 1;
    });

    expect(chunks).toEqual([
      [0, 4],
      [4, 4],
      [8, 1],
    ]);
    expect(Array.from({ length: 9 }, (_, row) => found[row * width])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('refuses a buffer of another length', () => {
    expect(() => explainInChunks(handMadeTree(), view(3), 3, new Float32Array(8), () => undefined)).toThrow(
      new TypeError('Expected a buffer of 9 numbers, found 8'),
    );
  });
});

describe('viewRows()', () => {
  it('refuses rows of another shape', () => {
    const values = new Float32Array(6);
    expect(() => viewRows({ values, rows: 2, columns: 3 }, 2)).toThrow(
      new TypeError('Expected rows of 2 columns as the model has, found 3'),
    );
    expect(() => viewRows({ values, rows: 4, columns: 2 }, 2)).toThrow(
      new TypeError('Expected rows of 4 × 2 numbers, found 6 numbers'),
    );
  });
});

describe('roundsOf()', () => {
  it('refuses rounds that the model does not have', () => {
    expect(() => roundsOf(handMadeTree(), [0, 2])).toThrow(
      new RangeError('Expected rounds [begin, end) within [0, 1), found [0, 2)'),
    );
    expect(roundsOf(handMadeTree())).toEqual([0, 1]);
  });
});
