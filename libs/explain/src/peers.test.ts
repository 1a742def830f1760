import { FEWEST_PEERS, peersOf } from './peers.ts';
import { typicalValues } from './typical.ts';

const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);

describe('peersOf()', () => {
  it('peersOf() makes one group a combination, and everyone of those that are too few', () => {
    const plan = [
      ...repeat('A', FEWEST_PEERS),
      ...repeat('B', FEWEST_PEERS),
      ...repeat('C', FEWEST_PEERS - 1),
      null,
    ];
    const { group, groups } = peersOf([plan], repeat(true, plan.length));
    expect(groups).toBe(3);
    expect([group[0], group[FEWEST_PEERS], group[2 * FEWEST_PEERS], group.at(-1)]).toEqual([0, 1, 2, 2]);
  });

  it('peersOf() counts fit rows only', () => {
    const plan = repeat('A', 2 * FEWEST_PEERS);
    const inFit = plan.map((_, row) => row < FEWEST_PEERS - 1);
    expect(peersOf([plan], inFit).groups).toBe(1);
  });

  it('peersOf() does not mix combinations up: ("a", "bc") is not ("ab", "c")', () => {
    const first = [...repeat('a', FEWEST_PEERS), ...repeat('ab', FEWEST_PEERS)];
    const second = [...repeat('bc', FEWEST_PEERS), ...repeat('c', FEWEST_PEERS)];
    expect(peersOf([first, second], repeat(true, first.length)).groups).toBe(3);
  });

  it('peersOf() without peer columns compares with everyone', () => {
    const { group, groups } = peersOf([], repeat(true, 50));
    expect(groups).toBe(1);
    expect([...group]).toEqual(repeat(0, 50));
  });
});

describe('typicalValues()', () => {
  it('typicalValues() takes medians and most frequent codes of the fit rows of each group, and of everyone', () => {
    const plan = [...repeat('A', 20), ...repeat('B', 21)];
    const quantity = plan.map((_, row) => row);
    const code = plan.map((_, row) => (row % 3 === 0 ? 2 : 1));
    quantity[0] = Number.NaN;
    const rows = plan.length;
    const values = Float32Array.from({ length: rows * 2 }, (_, i) =>
      i % 2 ? code[i >> 1]! : quantity[i >> 1]!,
    );
    const matrix = { values, rows, columns: 2, names: ['q', 'c'], categorical: [false, true] };
    // The last row is not in fit: without it B's median is 29.5 and everyone's 20.
    const inFit = plan.map((_, row) => row < rows - 1);
    const peers = peersOf([plan], inFit);
    const typical = typicalValues(matrix, ['quantity', 'code'], peers, inFit);
    expect([...typical]).toEqual([10, 29.5, 20, 1, 1, 1]);
    expect([...typicalValues(matrix, ['whole', 'code'], peers, inFit)]).toEqual([10, 30, 20, 1, 1, 1]);
  });

  it('typicalValues() is NaN where a group knows nothing, and the lowest code among equals', () => {
    const matrix = {
      values: Float32Array.of(Number.NaN, 5, Number.NaN, 3),
      rows: 2,
      columns: 2,
      names: ['a', 'b'],
      categorical: [false, true],
    };
    const peers = peersOf([], [true, true]);
    expect([...typicalValues(matrix, ['quantity', 'code'], peers, [true, true])]).toEqual([Number.NaN, 3]);
  });
});
