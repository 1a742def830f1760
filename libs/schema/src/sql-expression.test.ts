import { sqlExpression } from './sql-expression.ts';

describe('sqlExpression()', () => {
  it('sqlExpression() finds columns, not keywords, functions, types or literals', () => {
    const text = `case when "We ""ird" >= date '2025-01-01' then coalesce(cast(a as double), ln(1 + b)) else 1.5e-3 end`;
    expect(sqlExpression(text)).toEqual({ columns: ['We "ird', 'a', 'b'], fault: null });
  });

  it.each([
    ['', 'nothing'],
    ['a; b', 'the character ";"'],
    ["a = 'open", `the character "'"`],
    ['a /* x */', 'a comment'],
    ['a) + (b', 'a bracket that was not opened'],
    ['(a', 'a bracket that is not closed'],
    ['greatest(a, b)', 'the function greatest; shared by DuckDB and Athena are'],
    ['cast(a as varchar(3))', 'the function varchar; shared by'],
    ['a::double', 'the character ":"'],
    ['getenv(a)', 'the function getenv'],
  ])('sqlExpression() refuses %s', (text, fault) => {
    expect(sqlExpression(text).fault).toContain(fault);
  });
});
