import fc from 'fast-check';
import { createDuckDbEngine, createFolderStore } from '@engage/adapters';
import { InterruptedError, type Row } from '@engage/run';
import { badCases } from '@engage/schema';
import { csvOf, tinyContract, tinyRows, type TinyRow } from '@engage/testing';
import { prepare } from './prepare.ts';
import { worldsOf, type World } from './testing/worlds.ts';

const worlds = worldsOf({ createDuckDbEngine, createFolderStore });
afterEach(() => worlds.close());

const ROWS = tinyRows(300);
const lenient = { properties: { maxQuarantineShare: 1 } };

function changed(rows: readonly TinyRow[], row: number, values: TinyRow): TinyRow[] {
  return rows.map((values_, i) => (i === row - 1 ? { ...values_, ...values } : values_));
}

async function quarantineOf({ engine }: World): Promise<Row[]> {
  return engine.rows('select * from quarantine order by source_file, source_row');
}

describe('prepare()', () => {
  it('keeps every row of a clean table, typed, in the order of the ids', async () => {
    const world = await worlds.open(tinyContract());
    await world.give('t.csv', csvOf([...ROWS].reverse()));
    const { counts, artefacts, figures } = await world.prepare('t.csv');
    expect(counts).toMatchObject({ rowsIn: 300, rowsKept: 300, rowsQuarantined: 0, reasons: 0 });
    const curated = await world.engine.rows('select * from curated');
    expect(curated).toEqual(
      ROWS.map((row) => ({ ...row, seen_at: String(row['seen_at']).replace('Z', '.000Z') })),
    );
    for (const key of artefacts) expect(await world.store.exists(key)).toBe(true);
    expect(figures).toContainEqual({
      name: 'rows.kept',
      value: 300,
      status: 'exact',
      unit: 'rows',
      source: 'curated/curated.parquet',
    });
    const visited = ROWS.filter((row) => Number(row['visits_week']) > 0).length / 300;
    const figure = figures?.find(({ name }) => name === 'activity.visited');
    expect(figure?.value).toBeCloseTo(visited, 12);
    expect(figure?.low).toBeLessThan(visited);
    expect(figure?.high).toBeGreaterThan(visited);
  });

  it('writes the same rows from Parquet as from CSV', async () => {
    const world = await worlds.open(tinyContract());
    await world.give('t.csv', csvOf(ROWS));
    await world.prepare('t.csv');
    const hashes = [world.run.layout.curated, world.run.layout.features, world.run.layout.encoding];
    const before = await Promise.all(hashes.map((key) => world.store.sha256(key)));
    await world.engine.materialize({
      name: 'typed',
      select: 'select * from curated',
      key: 'typed.parquet',
      orderBy: ['account_id'],
    });
    await world.give('t.parquet', await world.store.read('typed.parquet'));
    const { counts } = await world.prepare('t.parquet');
    expect(counts).toMatchObject({ rowsIn: 300, rowsKept: 300 });
    expect(await Promise.all(hashes.map((key) => world.store.sha256(key)))).toEqual(before);
  });

  it('writes the same bytes on one thread and on two', async () => {
    const rows = changed(changed(tinyRows(3000), 7, { visits_week: -1 }), 9, { account_id: 10 });
    const hashes = [];
    for (const threads of [1, 2]) {
      const world = await worlds.open(tinyContract(), {}, threads);
      await world.give('t.csv', csvOf(rows));
      const { artefacts } = await world.prepare('t.csv');
      hashes.push(await Promise.all(artefacts.map((key) => world.store.sha256(key))));
    }
    expect(hashes[0]).toHaveLength(4);
    expect(hashes[1]).toEqual(hashes[0]);
  });

  it('quarantines a row with every reason, as it came', async () => {
    const world = await worlds.open(tinyContract());
    const bad = { visits_week: ' twelve ', minutes_day: '1,5', plan: 'Gold', region: '' };
    await world.give('t.csv', csvOf(changed(ROWS, 8, bad)));
    const { counts } = await world.prepare('t.csv');
    expect(counts).toMatchObject({ rowsIn: 300, rowsKept: 299, rowsQuarantined: 1, reasons: 4 });
    const [row] = await quarantineOf(world);
    expect(row).toMatchObject({
      source_file: 't.csv',
      source_row: 8,
      ...bad,
      region: null,
      source_text: null,
    });
    expect(row?.['reasons']).toBe(
      [
        'visits_week: expected an integer in [0, 1000], found no integer',
        'minutes_day: expected a number in [0, 1440], found a decimal comma',
        'plan: expected one of Basic, Plus',
        'region: expected a value, found none',
      ].join('; '),
    );
  });

  it('refuses every bad case of the contract for the reason that it states', async () => {
    const contract = tinyContract(lenient);
    const cases = badCases(contract).filter(({ column }) => column !== 'account_id');
    expect(cases.length).toBeGreaterThan(40);
    const world = await worlds.open(contract);
    const rows = [
      ...ROWS,
      ...cases.map(({ column, text }, i) => ({ ...ROWS[0], account_id: 1000 + i, [column]: text })),
    ];
    await world.give('t.csv', csvOf(rows));
    await world.prepare('t.csv');
    const found = new Map(
      (await quarantineOf(world)).map((row) => [row['source_row'], String(row['reasons'])]),
    );
    cases.forEach(({ reason }, i) => expect(found.get(301 + i)).toContain(reason));
    expect(found.size).toBe(cases.length);
  });

  it('keeps the latest row of an id by moment, then by place, and quarantines the others', async () => {
    const world = await worlds.open(tinyContract());
    const rows: TinyRow[] = [
      ...ROWS,
      { ...ROWS[0], seen_at: '2025-01-01T00:00:00Z', months: 1 },
      { ...ROWS[1], seen_at: '2025-06-01T00:00:00Z', months: 2 },
      { ...ROWS[2], months: 3 },
    ];
    const first = changed(rows, 1, { seen_at: '2025-06-01T00:00:00Z' });
    await world.give('t.csv', csvOf(first));
    const { counts } = await world.prepare('t.csv');
    expect(counts).toMatchObject({ rowsIn: 303, rowsKept: 300, rowsQuarantined: 3 });
    expect((await quarantineOf(world)).map((row) => [row['source_row'], row['reasons']])).toEqual(
      [2, 3, 301].map((row) => [
        row,
        'account_id: expected once, found again in the row with the latest seen_at, which is kept',
      ]),
    );
    const kept = await world.engine.rows('select months from curated order by account_id limit 3');
    expect(kept.map((row) => row['months'])).toEqual([ROWS[0]!['months'], 2, 3]);
  });

  it('keeps the sound row of an id whose later row is broken', async () => {
    const world = await worlds.open(tinyContract());
    await world.give('t.csv', csvOf([...ROWS, { ...ROWS[0], visits_week: -1 }]));
    expect((await world.prepare('t.csv')).counts).toMatchObject({ rowsKept: 300, rowsQuarantined: 1 });
  });

  it('quarantines snapshots after the cut, and rows that break a rule across columns', async () => {
    const world = await worlds.open(tinyContract(), { asOf: '2025-12-31T00:00:00Z' });
    const late = changed(ROWS, 4, { seen_at: '2026-01-01T00:00:00+00:00' });
    await world.give('t.csv', csvOf(changed(late, 5, { visits_week: 0, minutes_day: 3 })));
    await world.prepare('t.csv');
    expect((await quarantineOf(world)).map((row) => row['reasons'])).toEqual([
      'seen_at: expected a moment until 2025-12-31, when the data were cut, found a later one',
      'rule no_minutes_without_visits: no minutes without visits',
    ]);
  });

  it('quarantines rows of the wrong shape with their text', async () => {
    const world = await worlds.open(tinyContract());
    const lines = csvOf(ROWS).split('\n');
    lines.splice(3, 0, '7,too,short', '"8,never closed');
    await world.give('t.csv', lines.join('\n'));
    const { counts } = await world.prepare('t.csv');
    expect(counts).toMatchObject({ rowsIn: 302, rowsKept: 300, rowsQuarantined: 2 });
    expect(await quarantineOf(world)).toMatchObject([
      { source_row: 3, source_text: '7,too,short', reasons: 'the row has 3 fields instead of 13' },
      { source_row: 4, source_text: '"8,never closed' },
    ]);
  });

  it('keeps typed values readable in the quarantine', async () => {
    const world = await worlds.open(tinyContract());
    await world.give('t.csv', csvOf(ROWS));
    await world.prepare('t.csv');
    const select = `select * replace (
      case account_id when 1 then cast('NaN' as double) when 2 then 1e300 else minutes_day end as minutes_day,
      case account_id when 3 then 12.5 else visits_week end as visits_week) from curated`;
    await world.engine.materialize({ name: 'typed', select, key: 'typed.parquet', orderBy: ['account_id'] });
    await world.give('t.parquet', await world.store.read('typed.parquet'));
    await world.prepare('t.parquet');
    const rows = await quarantineOf(world);
    expect(rows.map((row) => row['reasons'])).toEqual([
      'minutes_day: expected a number in [0, 1440], found NaN or an infinity',
      'minutes_day: expected a number in [0, 1440], found one outside',
      'visits_week: expected an integer in [0, 1000], found no integer',
    ]);
    expect(rows.map((row) => [row['minutes_day'], row['visits_week']])).toEqual([
      ['NaN', `${ROWS[0]!['visits_week']}.0`],
      ['1e300', `${ROWS[1]!['visits_week']}.0`],
      [expect.any(String), '12.5'],
    ]);
    expect(rows[0]?.['seen_at']).toBe(String(ROWS[0]!['seen_at']).replace('T', ' ').replace('Z', ''));
  });

  it('stops above the limit of the contract, naming the worst reasons, and leaves the quarantine', async () => {
    const world = await worlds.open(tinyContract());
    const rows = ROWS.map((row, i) => (i < 30 ? { ...row, months: `${i} months` } : row));
    await world.give('t.csv', csvOf(changed(rows, 50, { plan: 'Gold' })));
    await expect(world.prepare('t.csv')).rejects.toThrow(
      'Expected at most 5 % of the rows to break the contract, found 10.3 % (31 of 300): ' +
        'months: expected an integer of at least 0, found no integer, "0 months" (30 rows, first: row 1 of t.csv); ' +
        'plan: expected one of Basic, Plus, "Gold" (1 row, first: row 50 of t.csv). Correct them',
    );
    await expect(world.prepare('t.csv')).rejects.toThrow(world.store.location(world.run.layout.quarantine));
    expect(await quarantineOf(world)).toHaveLength(31);
    expect(await world.store.exists(world.run.layout.curated)).toBe(false);
  });

  it('stops between two steps when asked to', async () => {
    const world = await worlds.open(tinyContract());
    await world.give('t.csv', csvOf(ROWS));
    const run = { ...world.run, signal: AbortSignal.abort() };
    const options = { engine: world.engine, tableLocation: world.raw('t.csv'), outcomesFolder: world.raw() };
    await expect(prepare(run, options)).rejects.toThrow(InterruptedError);
  });

  it('loses no row of a dirty table, and gives each rejected one a reason', async () => {
    const names = Object.keys(ROWS[0]!);
    const dirt = fc.constantFrom(
      ...([
        '',
        ' ',
        'NA',
        'x',
        '-1',
        '1e999',
        'NaN',
        '1,5',
        '"',
        '2025-13-01',
        'é',
        "'",
        '99999999999999999999',
        '1',
        'true',
      ] as const),
    );
    const defect = fc.record({ row: fc.nat(39), column: fc.constantFrom(...names), value: dirt });
    const broken = fc.constantFrom('1,2', '"', ',,,', 'a"b');
    await fc.assert(
      fc.asyncProperty(
        fc.array(defect, { maxLength: 30 }),
        fc.array(broken, { maxLength: 3 }),
        async (defects, lines) => {
          const rows = tinyRows(200).map((row) => ({ ...row }));
          for (const { row, column, value } of defects) rows[row]![column] = value;
          const world = await worlds.open(tinyContract(lenient));
          await world.give('t.csv', csvOf(rows) + lines.map((line) => `${line}\n`).join(''));
          const { counts } = await world.prepare('t.csv');
          expect(counts['rowsIn']).toBe(200 + lines.length);
          expect(counts['rowsKept']! + counts['rowsQuarantined']!).toBe(counts['rowsIn']);
          const rejected = await quarantineOf(world);
          expect(rejected).toHaveLength(counts['rowsQuarantined']!);
          for (const row of rejected) expect(String(row['reasons'])).toMatch(/\w/);
          const kept = await world.engine.rows('select count(distinct account_id) as ids from curated');
          expect(kept).toEqual([{ ids: counts['rowsKept'] }]);
          await worlds.close();
        },
      ),
      { numRuns: 15 },
    );
  });
});
