import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { athenaDdl, duckdbDdl, glueColumns } from './ddl.ts';
import { markdownOf } from './markdown-of.ts';
import { parseContract } from './parse-contract.ts';
import { typescriptOf } from './typescript-of.ts';

const ROOT = join(import.meta.dirname, '../../..');
const customers = parseContract(
  readFileSync(join(ROOT, 'contracts/customers.odcs.yaml'), 'utf8'),
  'customers.odcs.yaml',
);

/** A contract of two columns whose names and texts need every kind of escape. */
const awkward = {
  ...customers,
  table: 'odd "table"',
  idColumn: 'Id "x"',
  partitionBy: ['plan`s'],
  columns: customers.columns.slice(0, 2).map((column, i) => ({
    ...column,
    name: i === 0 ? 'Id "x"' : 'plan`s',
    type: i === 0 ? ('integer' as const) : ('string' as const),
    minimum: null,
    maximum: null,
    values: i === 0 ? null : ["it's", 'b\\'],
    required: i === 0,
    description: "It's */ a | test",
  })),
};

describe('duckdbDdl()', () => {
  it.each([customers, awkward])(
    'duckdbDdl() makes the table with its types, key and comments',
    async (contract) => {
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      await connection.run(duckdbDdl(contract));
      const reader = await connection.runAndReadAll(
        `select column_name, data_type, is_nullable, comment from duckdb_columns() where not internal order by column_index`,
      );
      const types = {
        string: 'VARCHAR',
        integer: 'BIGINT',
        number: 'DOUBLE',
        boolean: 'BOOLEAN',
        date: 'DATE',
        timestamp: 'TIMESTAMP',
      };
      const found = reader
        .getRowsJson()
        .map(([name, type, nullable, comment]) => [name, type, nullable, String(comment).split(' (')[0]]);
      expect(found).toEqual(
        contract.columns.map((column) => [
          column.name,
          types[column.type],
          !column.required,
          column.description.split(' (')[0],
        ]),
      );
      connection.closeSync();
      instance.closeSync();
    },
  );
});

describe('glueColumns()', () => {
  it('glueColumns() keeps partitions apart, in lower case and in order', () => {
    const { columns, partitionKeys } = glueColumns(customers);
    expect(partitionKeys.map(({ name }) => name)).toEqual(['platform_primary', 'account_type']);
    expect(columns).toHaveLength(71);
    expect(columns.find(({ name }) => name === 'tenure_months')).toEqual({
      name: 'tenure_months',
      type: 'bigint',
      comment: 'Whole months since sign-up (months)',
    });
  });

  it('athenaDdl() escapes names and texts as Hive does', () => {
    expect(athenaDdl(awkward, 's3://b/p/')).toBe(
      [
        'create external table if not exists `odd "table"` (',
        "  `id \"x\"` bigint comment 'It\\'s */ a | test'",
        ')',
        'partitioned by (',
        "  `plan``s` string comment 'It\\'s */ a | test (years)'",
        ')',
        'stored as parquet',
        "location 's3://b/p/'",
      ].join('\n'),
    );
  });
});

describe('typescriptOf()', () => {
  it.each([customers, awkward])('typescriptOf() is TypeScript without a syntax error', (contract) => {
    const { diagnostics } = ts.transpileModule(typescriptOf(contract), { reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
  });

  it('typescriptOf() gives labels, numbers and nulls their types', () => {
    const text = typescriptOf(customers);
    expect(text).toContain('export interface CustomersRow {');
    expect(text).toContain("readonly account_type: 'Free' | 'Premium';");
    expect(text).toContain('readonly match_rate_pct: number | null;');
    expect(text).toContain('/** Whole months since sign-up (months): an integer in [0, 84] */');
    expect(typescriptOf(awkward)).toContain(`readonly 'plan\`s': 'it\\'s' | 'b\\\\' | null;`);
  });
});

describe('markdownOf()', () => {
  it('markdownOf() is the page that docs/contracts holds; if not: derive.ts … docs > docs/contracts/customers.md', () => {
    const page = readFileSync(join(ROOT, 'docs/contracts/customers.md'), 'utf8');
    expect(unpadded(page)).toBe(unpadded(markdownOf(customers)));
  });

  it('markdownOf() keeps a table a table when a text holds a bar', () => {
    const rows = markdownOf(awkward)
      .split('\n')
      .filter((line) => line.includes('Id "x"') && line.startsWith('|'));
    expect(rows[0]).toContain('a \\| test');
  });
});

/** Tables without the padding that the formatter adds. */
function unpadded(markdown: string): string {
  return markdown.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();
}
