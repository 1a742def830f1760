import { LINT_RULES } from './lint-rules.ts';
import { lintSql } from './lint-sql.ts';

describe('lintSql()', () => {
  it.each(LINT_RULES)('finds: $name', ({ name, bad, good }) => {
    expect(lintSql(bad).map(({ rule }) => rule)).toContain(name);
    expect(lintSql(good)).toEqual([]);
  });

  it('looks neither into texts nor into comments', () => {
    expect(lintSql('select \'a::b / c\', "x/y" from t -- concat(a, b)')).toEqual([]);
  });

  it('shows the place', () => {
    expect(lintSql('select a,\n  greatest(b, c) from t')[0]?.excerpt).toBe(
      'select a,   greatest(b, c) from t',
    );
  });
});
