import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAll } from '@engage/features';
import { renderResults } from '@engage/results';
import { tinyContract } from '@engage/testing';
import { allContracts } from './contracts.ts';
import { openTrinoGrammar } from './grammar.ts';
import { lintSql } from './lint-sql.ts';

const contracts = [...allContracts(), ['the tiny contract', tinyContract()] as const];
const grammar = openTrinoGrammar();

describe('openTrinoGrammar()', () => {
  it.each([
    ['select 1::int', false],
    ['select a from t qualify row_number() over (order by a) = 1', false],
    [
      "select trim(both ' ' from a), try_cast(a as double) from t cross join unnest(l) with ordinality as u (x, n)",
      true,
    ],
  ])('judges %s', (sql, isValid) => {
    expect(grammar(sql).length === 0).toBe(isValid);
  });
});

describe('every template of sql/', () => {
  const root = join(import.meta.dirname, '../../sql');
  const files = globSync('**/*.sql', { cwd: root }).sort();

  it.each(files)('%s has no known silent difference, and says what it is for', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(lintSql(text.replaceAll(/\{\{(\w+)\}\}/g, 'filled_$1'))).toEqual([]);
    expect(text).toMatch(/^-- \S/);
  });
});

describe.each(contracts)('SQL of %s', (_, contract) => {
  const statements = [...renderAll(contract), ...renderResults(contract)];

  it('is Trino SQL', () => {
    const errors = statements.flatMap(({ name, select }) =>
      grammar(select).map((error) => ({ name, ...error })),
    );
    expect(errors).toEqual([]);
  });

  it('has no known silent difference between DuckDB and Trino', () => {
    const findings = statements.flatMap(({ name, select }) =>
      lintSql(select).map((finding) => ({ name, ...finding })),
    );
    expect(findings).toEqual([]);
  });
});
