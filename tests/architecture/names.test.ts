import { parse } from 'yaml';
import { filesBelow, textOf } from './sources.ts';

interface ContractFile {
  readonly schema: readonly { readonly properties: readonly { readonly name: string }[] }[];
}

/** Words that contracts share with ordinary code: naming them proves nothing. */
const ORDINARY = new Set([
  'age',
  'location',
  'gender',
  'tenure',
  'likes',
  'Contract',
  'Partner',
  'Dependents',
  'Churn',
  'userid',
]);

const contracts = filesBelow('contracts').filter((file) => file.endsWith('.odcs.yaml'));
const columns = contracts.flatMap((file) => {
  const { schema } = parse(textOf(file)) as ContractFile;
  return schema.flatMap((table) => table.properties.map((property) => property.name));
});
const names = [...new Set(columns)].filter((name) => !ORDINARY.has(name));

/** The generator makes the built-in table, so it alone may know its columns. */
const sources = filesBelow('libs', 'apps', 'sql').filter(
  (file) => /\.(ts|sql)$/.test(file) && !file.endsWith('.test.ts') && !file.startsWith('libs/generator/'),
);

describe('what a table is, its contract says', () => {
  it('has contracts and sources to look at', () => {
    expect(contracts.length).toBeGreaterThanOrEqual(3);
    expect(names.length).toBeGreaterThan(80);
    expect(sources.length).toBeGreaterThan(50);
  });

  it('no library, app or query knows a column of a contract by name', () => {
    const known = new RegExp(`\\b(${names.join('|')})\\b`);
    const found = sources.flatMap((file) => {
      const line = textOf(file)
        .split('\n')
        .findIndex((text) => known.test(text) && !/^\s*(\*|\/\/|\/\*|--)/.test(text));
      return line < 0 ? [] : [`${file}:${line + 1}`];
    });
    expect(found).toEqual([]);
  });
});
