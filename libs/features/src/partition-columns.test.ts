import { createDuckDbEngine, createFolderStore } from '@engage/adapters';
import { csvOf, tinyColumns, tinyContract, tinyRows } from '@engage/testing';
import { worldsOf } from './testing/worlds.ts';

const worlds = worldsOf({ createDuckDbEngine, createFolderStore });
afterEach(() => worlds.close());

const ROWS = tinyRows(300);

describe('prepare() of partition columns whose values the contract does not list', () => {
  const columns = tinyColumns.map((column) =>
    column.name === 'plan' ? { ...column, enum: undefined } : column,
  );

  it('keeps what a folder can carry, and rejects what it cannot, by row', async () => {
    const dialect = { delimiter: ',', quote: '"', nullTokens: ['NA'], encoding: 'utf-8' };
    const world = await worlds.open(
      tinyContract({ columns, properties: { maxQuarantineShare: 1, dialect } }),
    );
    const bad = [
      'NULL',
      'null',
      '__HIVE_DEFAULT_PARTITION__',
      'x'.repeat(201),
      'é'.repeat(34),
      '*'.repeat(67),
    ];
    const good = ['x'.repeat(200), 'é'.repeat(33), 'a/b=c %41', '..', 'NaN'];
    const rows = ROWS.map((row, i) => ({ ...row, plan: [...bad, ...good][i] ?? 'Basic', rating: 1 }));
    await world.give('t.csv', csvOf(rows));
    const { counts } = await world.prepare('t.csv');
    expect(counts).toMatchObject({ rowsKept: 300 - bad.length, rowsQuarantined: bad.length, reasons: 1 });
    const rejected = await world.engine.rows('select * from quarantine order by source_row');
    expect(rejected.map((row) => row['source_row'])).toEqual(bad.map((_, i) => i + 1));
    for (const { reasons } of rejected)
      expect(reasons).toMatch(
        /^plan: expected text that a folder of the results can be named after \(at most 200/,
      );
    // What is kept comes back from the folders as it was.
    await world.engine.materialize({
      name: 'apart',
      select: 'select account_id, plan from curated',
      key: 'apart/',
      orderBy: ['account_id'],
      partitionBy: ['plan'],
    });
    expect(await world.engine.rows('select account_id, plan from apart order by 1')).toEqual(
      await world.engine.rows('select account_id, plan from curated order by 1'),
    );
  });
});
