import type { Matrix } from '@engage/engine';
import { recentMatrices } from './recent-matrices.ts';

const matrix = (names: readonly string[], rows: Uint32Array): Matrix => ({
  rows: rows.length,
  columns: names.length,
  names,
  categorical: names.map(() => false),
  values: new Float32Array(rows.length * names.length),
});

describe('recentMatrices()', () => {
  it('shares a matrix between equal rows of equal columns only', () => {
    const recent = recentMatrices();
    const ask = (names: string[], rows: number[]) => {
      const picked = Uint32Array.from(rows);
      return recent(names, picked, () => matrix(names, picked));
    };
    const first = ask(['a', 'b'], [1, 2]);
    expect(ask(['a', 'b'], [1, 2])).toBe(first);
    expect(ask(['b', 'a'], [1, 2])).not.toBe(first);
    expect(ask(['a', 'b'], [1, 3])).not.toBe(first);
    expect(ask(['a', 'b'], [1])).not.toBe(first);
  });

  it('forgets what was asked for longest ago', () => {
    const recent = recentMatrices();
    let made = 0;
    const ask = (row: number) => {
      const rows = Uint32Array.of(row);
      return recent(['a'], rows, () => {
        made += 1;
        return matrix(['a'], rows);
      });
    };
    [0, 1, 2, 3, 0, 4].forEach(ask);
    expect(made).toBe(5);
    ask(0);
    expect(made).toBe(5);
    ask(1);
    expect(made).toBe(6);
  });
});
