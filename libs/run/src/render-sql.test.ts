import { doubleLiteral, renderSql } from './render-sql.ts';

describe('renderSql()', () => {
  it('names the statement that does not exist', () => {
    expect(() => renderSql('qa/nothing')).toThrow('Expected a statement sql/qa/nothing.sql, found none');
  });

  it('refuses a placeholder without a fragment, and a fragment without a placeholder', () => {
    expect(() => renderSql('results/high-value-customers', { id: 'i' })).toThrow(
      'Expected a fragment for "value" of sql/results/high-value-customers.sql',
    );
    expect(() => renderSql('results/high-value-customers', { id: 'i', value: 'v', more: 'm' })).toThrow(
      'Expected a placeholder {{more}}',
    );
  });

  it('fills every placeholder', () => {
    const sql = renderSql('results/high-value-customers', { id: '"id"', value: '"worth"' });
    expect(sql).toContain('"worth"');
    expect(sql).not.toContain('{{');
  });
});

describe('doubleLiteral()', () => {
  it('writes doubles with an exponent, so that no engine makes a decimal of them', () => {
    expect([0.1, 36, -2.5].map(doubleLiteral)).toEqual(['1e-1', '3.6e+1', '(-2.5e+0)']);
    expect(() => doubleLiteral(Number.NaN)).toThrow('Expected a finite number');
  });
});
