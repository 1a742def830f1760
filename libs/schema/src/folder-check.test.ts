import { DuckDBInstance } from '@duckdb/node-api';
import { folderChecks, folderNameFault, folderValueFault } from './folder-check.ts';
import { parseContract } from './parse-contract.ts';
import { sqlText } from './sql-text.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CUSTOMERS = join(import.meta.dirname, '../../../contracts/customers.odcs.yaml');
const [first] = parseContract(readFileSync(CUSTOMERS, 'utf8'), 'customers.odcs.yaml').columns;
const plan = { ...first!, name: 'plan', values: null };

const BAD = [
  '',
  'NULL',
  'Null',
  '__HIVE_DEFAULT_PARTITION__',
  'x'.repeat(201),
  'é'.repeat(34),
  '~'.repeat(67),
];
const GOOD = ['x'.repeat(200), 'é'.repeat(33), '~* +'.repeat(16), '..', 'nulls', 'a/b'];

describe('folderChecks()', () => {
  it('folderChecks() refuses in SQL exactly what folderValueFault() refuses', async () => {
    const [check] = folderChecks(plan);
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    const values = [...BAD, ...GOOD];
    const list = values.map((value, i) => `(${i}, ${sqlText(value)})`).join(', ');
    const result = await connection.runAndReadAll(
      `select ${check!.broken} from (values ${list}) as t (i, plan) order by i`,
    );
    expect(result.getRowsJson().map(([broken]) => broken)).toEqual(
      values.map((value) => BAD.includes(value)),
    );
    expect(values.filter((value) => folderValueFault(value) !== null)).toEqual(BAD);
    connection.closeSync();
    instance.closeSync();
  });

  it('folderChecks() has nothing to do where the contract lists the values', () => {
    expect(folderChecks({ ...plan, values: ['a'] })).toEqual([]);
  });
});

describe('folderNameFault()', () => {
  it('folderNameFault() leaves room for the values', () => {
    expect(folderNameFault('x'.repeat(54))).toBeNull();
    expect(folderNameFault('plan type')).toBeNull();
    expect(folderNameFault('é'.repeat(10))).toMatch(/^a name of at most 54 bytes/);
  });
});
