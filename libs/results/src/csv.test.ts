import { csvOf } from './csv.ts';

describe('csvOf()', () => {
  it('csvOf() quotes what must be quoted, and defuses formulas in text but not in numbers', () => {
    const rows = [{ id: '=1+1', 'a,b': 'say "hi"\nthere', n: -0.12345678, none: null, yes: true }];
    expect(csvOf(rows)).toBe(`\uFEFFid,"a,b",n,none,yes\r\n'=1+1,"say ""hi""\nthere",-0.123457,,true\r\n`);
  });

  it('csvOf() of nothing is nothing', () => {
    expect(csvOf([])).toBe('');
  });
});
