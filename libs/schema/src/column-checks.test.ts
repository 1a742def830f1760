import { DuckDBInstance, type DuckDBConnection, type Json } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { badCases } from './bad-cases.ts';
import { columnChecks, ruleChecks } from './column-checks.ts';
import type { SourceType } from './column-reading.ts';
import type { Column, Dialect } from './contract.ts';
import { parseContract } from './parse-contract.ts';
import { quoted, sqlText } from './sql-text.ts';

const DIALECT: Dialect = { delimiter: ',', quote: '"', nullTokens: ['', 'NA'], encoding: 'utf-8' };
const CUSTOMERS = join(import.meta.dirname, '../../../contracts/customers.odcs.yaml');

function columnOf(overrides: Partial<Column>): Column {
  return {
    name: 'x',
    type: 'string',
    required: false,
    unique: false,
    description: '',
    unit: null,
    roles: [],
    exclusionReason: null,
    minimum: null,
    maximum: null,
    values: null,
    pattern: null,
    maxLength: null,
    examples: [],
    theme: null,
    actionable: false,
    ...overrides,
  };
}

let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'");
  await connection.run('create macro regexp_like(x, pattern) as regexp_matches(x, pattern)');
  await connection.run('create macro is_finite(x) as isfinite(x)');
});

afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

async function firstRow(sql: string): Promise<Json[]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRowsJson()[0] ?? [];
}

/** The typed value, and the reasons for which one raw value (as SQL) is refused. */
async function read(
  column: Column,
  value: string,
  source: SourceType = 'text',
  dialect = DIALECT,
): Promise<{ typed: Json | undefined; reasons: string[] }> {
  const { typed, checks } = columnChecks(column, source, dialect);
  const list = [typed, ...checks.map(({ broken }) => broken)].join(', ');
  const [first, ...broken] = await firstRow(
    `select ${list} from (select ${value} as ${quoted(column.name)})`,
  );
  broken.forEach((cell) => expect(typeof cell).toBe('boolean'));
  return { typed: first, reasons: checks.filter((_, i) => broken[i] === true).map(({ code }) => code) };
}

const good: [Partial<Column>, string, Json][] = [
  [{ type: 'integer' }, ' 12 ', '12'],
  [{ type: 'integer' }, '-12.00', '-12'],
  [{ type: 'integer' }, '007', '7'],
  [{ type: 'number' }, '\t1.5e-3\r', 0.0015],
  [{ type: 'number' }, '.5', 0.5],
  [{ type: 'number' }, '+5.', 5],
  [{ type: 'boolean' }, 'Yes', true],
  [{ type: 'boolean' }, '0', false],
  [{ type: 'date' }, '2025-01-31', '2025-01-31'],
  [{ type: 'date' }, '2025-01-31T00:00:00Z', '2025-01-31'],
  [{ type: 'timestamp' }, '2025-01-31', '2025-01-31 00:00:00'],
  [{ type: 'timestamp' }, '2025-01-31T10:20:30Z', '2025-01-31 10:20:30'],
  [{ type: 'timestamp' }, '2025-01-31 10:20', '2025-01-31 10:20:00'],
  [{ type: 'timestamp' }, '2025-01-31T00:30:00.25+02:00', '2025-01-30 22:30:00.25'],
  [{ type: 'timestamp' }, '2025-01-31 23:00:00 -0530', '2025-02-01 04:30:00'],
  [{ type: 'timestamp' }, '2025-01-31T09:00:00+09', '2025-01-31 00:00:00'],
  [{ type: 'string' }, ' a b ', 'a b'],
  [{ type: 'string', values: ['a b', "it's"] }, "it's", "it's"],
  [{ type: 'string', pattern: 'A|B', maxLength: 1 }, 'B', 'B'],
  [{ type: 'string', name: 'we"ird, na\'me' }, 'x', 'x'],
  [{ type: 'integer' }, 'NA', null],
  [{ type: 'string' }, '  ', null],
];

describe('columnChecks()', () => {
  it.each(good)('columnChecks() reads a good value: %j %j', async (overrides, text, expected) => {
    const { typed, reasons } = await read(columnOf(overrides), sqlText(text));
    expect(reasons).toEqual([]);
    expect(typed).toEqual(expected);
  });

  it('columnChecks() anchors a pattern with alternatives at both ends', async () => {
    expect((await read(columnOf({ pattern: 'A|B' }), "'AB'")).reasons).toEqual(['pattern']);
  });

  const typed: [Partial<Column>, SourceType, string, Json, string[]][] = [
    [{ type: 'number' }, 'typed', "cast('NaN' as double)", null, ['finite']],
    [{ type: 'number' }, 'typed', "cast('-Infinity' as double)", null, ['finite']],
    [{ type: 'number', minimum: 0 }, 'integer', '-3', -3, ['range']],
    [{ type: 'number', values: ['14.99'] }, 'typed', 'cast(14.99 as decimal(10, 2))', 14.99, []],
    [{ type: 'integer' }, 'number', '2e0', '2', []],
    [{ type: 'integer' }, 'number', '2.5e0', null, ['type']],
    [{ type: 'integer' }, 'number', "cast('NaN' as double)", null, ['type']],
    [
      { type: 'integer' },
      'typed',
      'cast(170141183460469231731687303715884105727 as hugeint)',
      null,
      ['type'],
    ],
    [{ type: 'integer' }, 'boolean', 'true', null, ['type']],
    [{ type: 'boolean' }, 'integer', '1', true, []],
    [{ type: 'boolean' }, 'integer', '2', null, ['type']],
    [{ type: 'string', values: ['7'] }, 'integer', '7', '7', []],
    [{ type: 'string' }, 'number', '7.5e0', null, ['type']],
    [{ type: 'date' }, 'timestamp', "timestamp '2025-01-31 00:00:00'", '2025-01-31', []],
    [{ type: 'date' }, 'timestamp', "timestamp '2025-01-31 00:00:01'", null, ['type']],
    [{ type: 'timestamp' }, 'date', "date '2025-01-31'", '2025-01-31 00:00:00', []],
    [{ type: 'timestamp', required: true }, 'typed', 'cast(null as timestamp)', null, ['null']],
    [
      { type: 'timestamp', minimum: '2025-01-01T00:00:00.000Z' },
      'typed',
      "timestamp '2024-12-31 23:59:59'",
      '2024-12-31 23:59:59',
      ['range'],
    ],
  ];
  it.each(typed)(
    'columnChecks() reads Parquet: %j from %s %s',
    async (overrides, source, value, expected, codes) => {
      const result = await read(columnOf(overrides), value, source);
      expect(result.reasons).toEqual(codes);
      expect(result.typed).toEqual(expected);
    },
  );

  it('columnChecks() words its reasons with the name, the limits and what was found', () => {
    const { checks } = columnChecks(
      columnOf({ name: 'tenure', type: 'integer', minimum: 0, maximum: 84, required: true }),
      'text',
      DIALECT,
    );
    expect(checks.map(({ reason }) => reason)).toEqual([
      'tenure: expected a value, found none',
      'tenure: expected an integer in [0, 84], found a decimal comma',
      'tenure: expected an integer in [0, 84], found NaN or an infinity',
      'tenure: expected an integer in [0, 84], found no integer',
      'tenure: expected an integer in [0, 84], found one outside',
    ]);
  });
});

describe('badCases()', () => {
  const contract = parseContract(readFileSync(CUSTOMERS, 'utf8'), 'customers.odcs.yaml');

  it('badCases() has a case for every check of every column', () => {
    const covered = new Set(badCases(contract).map(({ reason }) => reason));
    for (const column of contract.columns)
      for (const { reason } of columnChecks(column, 'text', contract.dialect).checks)
        expect(covered).toContain(reason);
  });

  it('badCases() turns red exactly the check that it was made for', async () => {
    const cases = badCases(contract);
    expect(cases.length).toBeGreaterThan(400);
    for (const column of contract.columns) {
      const own = cases.filter((candidate) => candidate.column === column.name);
      const { checks } = columnChecks(column, 'text', contract.dialect);
      const values = own.map(({ text }, i) => `(${i}, ${sqlText(text)})`).join(', ');
      const result = await connection.runAndReadAll(
        `select ${checks.map(({ broken }) => broken).join(', ')} from (values ${values}) as t(i, ${quoted(column.name)}) order by i`,
      );
      const found = result.getRowsJson().map((row, i) => ({
        column: column.name,
        text: own[i]?.text,
        codes: checks.filter((_, k) => row[k] === true).map(({ code }) => code),
      }));
      expect(found).toEqual(own.map(({ text, code }) => ({ column: column.name, text, codes: [code] })));
    }
  });

  it('badCases() covers pattern and length', async () => {
    const column = columnOf({ name: 'code', required: true, pattern: '[A-Z][a-z]+', maxLength: 5 });
    const cases = badCases({ ...contract, columns: [column] });
    expect(cases.map(({ code }) => code)).toEqual(expect.arrayContaining(['null', 'pattern', 'length']));
    for (const { text, code } of cases)
      expect((await read(column, sqlText(text), 'text', contract.dialect)).reasons).toEqual([code]);
  });
});

describe('ruleChecks()', () => {
  it('ruleChecks() is true for a broken rule, false for a kept one and for one without values', async () => {
    const contract = parseContract(readFileSync(CUSTOMERS, 'utf8'), 'customers.odcs.yaml');
    const rule = ruleChecks(contract).find(({ reason }) => reason.startsWith('rule dates_completed'));
    const broken = async (completed: string): Promise<Json | undefined> =>
      (
        await firstRow(
          `select ${rule?.broken} from (select 2 as dates_scheduled_month, cast(${completed} as bigint) as dates_completed_month)`,
        )
      )[0];
    expect(await broken('3')).toBe(true);
    expect(await broken('2')).toBe(false);
    expect(await broken('null')).toBe(false);
  });
});
