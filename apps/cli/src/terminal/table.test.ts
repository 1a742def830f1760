import { csvTable, textTable } from './table.ts';

describe('textTable()', () => {
  it('puts numbers to the right and text to the left, and shows null as nothing', () => {
    const rows = [
      ['a', 1, null],
      ['bcd', 20n, 2.5],
    ] as const;
    expect(textTable(['id', 'n', 'x'], rows).split('\n')).toEqual([
      'id    n    x',
      '───  ──  ───',
      'a     1',
      'bcd  20  2.5',
    ]);
  });

  it('cuts long cells when asked to, and keeps every row on one line', () => {
    expect(textTable(['t'], [['one\ntwo three']], { longest: 8 })).toContain('one two…');
  });
});

describe('csvTable()', () => {
  it('quotes what must be quoted (RFC 4180)', () => {
    expect(
      csvTable(
        ['a', 'b,c'],
        [
          ['x"y', null],
          [1n, true],
        ],
      ),
    ).toBe('a,"b,c"\n"x""y",\n1,true');
  });
});
