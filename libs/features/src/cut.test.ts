import { createDuckDbEngine, createFolderStore } from '@engage/adapters';
import { csvOf, tinyContract, tinyRows, type TinyRow } from '@engage/testing';
import { worldsOf, type World } from './testing/worlds.ts';

const worlds = worldsOf({ createDuckDbEngine, createFolderStore });
afterEach(() => worlds.close());

/** Six month starts of 2025, about a hundred rows each. */
const ROWS = tinyRows(600);
const SPEND = {
  name: 'spend',
  task: 'tweedie',
  target: 'outcome',
  outcome: { file: 'outcomes.csv', key: 'account', name: 'spend_usd' },
  features: ['visits_week'],
  predictionColumn: 'predicted_spend',
  higherIsBetter: true,
};

/** The rows, of which those at some places have another snapshot. */
function dated(dates: Readonly<Record<number, string>>, rows: readonly TinyRow[] = ROWS): TinyRow[] {
  return rows.map((row, i) => (dates[i] === undefined ? row : { ...row, seen_at: dates[i] }));
}

async function worldOf(
  rows: readonly TinyRow[],
  properties: Readonly<Record<string, unknown>> = {},
  asOf: string | null = null,
): Promise<World> {
  const world = await worlds.open(tinyContract({ properties }), { asOf });
  await world.give('t.csv', csvOf(rows));
  return world;
}

/** A world whose outcomes are known on the first of July, but for some places. */
async function spendWorld(
  rows: readonly TinyRow[],
  knownAt: Readonly<Record<number, string>> = {},
  asOf: string | null = null,
): Promise<World> {
  const world = await worldOf(rows, { models: [SPEND], segmentBy: null }, asOf);
  const outcomes = rows.map(({ account_id }, i) => ({
    account: account_id,
    outcome: 'spend_usd',
    value: i % 7,
    known_at: knownAt[i] ?? '2025-07-01',
  }));
  await world.give('outcomes.csv', csvOf(outcomes));
  return world;
}

const quarantined = (world: World) =>
  world.engine.rows('select source_row, reasons from quarantine order by source_row');

describe('prepare() knows when the data were cut', () => {
  const late = { 3: '2025-07-02T00:00:00Z', 9: '2205-06-01T00:00:00Z' };

  it('by the last outcome, where nobody says it: later snapshots break the contract', async () => {
    const world = await spendWorld(dated(late));
    expect((await world.prepare('t.csv')).counts).toMatchObject({ rowsKept: 598, rowsQuarantined: 2 });
    const reasons =
      'seen_at: expected a moment until 2025-07-01, when the last outcome was known (--as-of, or asOf in the contract, may say otherwise), found a later one';
    expect(await quarantined(world)).toEqual([
      { source_row: 4, reasons },
      { source_row: 10, reasons },
    ]);
  });

  it('by the configuration, which comes first', async () => {
    const world = await spendWorld(dated(late), {}, '2025-07-01T12:00:00.000Z');
    await world.prepare('t.csv');
    expect((await quarantined(world)).map(({ reasons }) => reasons)).toEqual(
      Array(2).fill(
        'seen_at: expected a moment until 2025-07-01T12:00:00.000Z, when the data were cut, found a later one',
      ),
    );
  });

  it('and leaves out targets that were not known then', async () => {
    const split = { by: 'time', column: 'seen_at', tune: 1, calibrate: 1, holdout: 2 };
    const world = await worldOf(ROWS, { split }, '2025-06-30T23:59:59Z');
    const { notes } = await world.prepare('t.csv');
    const june = ROWS.filter(({ seen_at }) => seen_at === '2025-06-01T00:00:00Z').length;
    expect(notes).toContain(
      `${june} targets of leaving were not known yet on 2025-06-30T23:59:59Z, when the data were cut: their snapshots lie less than 30 days before`,
    );
    const [found] = await world.engine.rows(
      `select count(*) as row_count, count(target_leaving) as known, count(target_satisfaction) as rated from features`,
    );
    expect(found).toEqual({ row_count: 600, known: 600 - june, rated: 600 - june });
  });

  it('and keeps targets that were known on that very day', async () => {
    const world = await worldOf(ROWS, {}, '2025-07-01T00:00:00Z');
    await world.prepare('t.csv');
    const [found] = await world.engine.rows(`select count(target_leaving) as known from features`);
    expect(found).toEqual({ known: 600 });
  });

  it('and stops, with the reason, when no target to measure by was known', async () => {
    const world = await worldOf(ROWS, {}, '2025-06-15T00:00:00Z');
    await expect(world.prepare('t.csv')).rejects.toThrow(
      /in part holdout \(\d+ rows\), found no target at all \(\d+ targets of satisfaction were not known yet on 2025-06-15/,
    );
  });

  it('and takes no outcome that was known before its snapshot', async () => {
    const world = await spendWorld(ROWS, { 5: '2024-12-31' });
    const { notes } = await world.prepare('t.csv');
    expect(notes).toContain(
      "1 rows of outcomes.csv were known before their customer's snapshot, and are left out",
    );
    const unknown = await world.engine.rows('select account_id from features where target_spend is null');
    expect(unknown).toEqual([{ account_id: 6 }]);
  });
});

describe('prepare() refuses latest snapshots of a few rows', () => {
  it('naming the first of them, its rows, where one stands and what to do', async () => {
    const typos = { 7: '2206-06-01T00:00:00Z', 8: '2205-06-01T00:00:00Z', 11: '2206-06-01T00:00:00Z' };
    const world = await worldOf(dated(typos));
    await expect(world.prepare('t.csv')).rejects.toThrow(
      /Expected a snapshot of seen_at that models are measured by to have about \d+ rows as is usual, found 2 in 2206-06-01 \(first: row 8 of t\.csv\), and as few in 1 more of the latest snapshots; correct those dates, or say when the data were cut/,
    );
    await expect(world.prepare('t.csv')).rejects.toMatchObject({ name: 'InputError' });
  });

  it('however many different dates were mistyped', async () => {
    const typos = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        i * 9,
        `2205-${i < 30 ? '01' : '03'}-${String(1 + (i % 30)).padStart(2, '0')}T00:00:00Z`,
      ]),
    );
    await expect((await worldOf(dated(typos))).prepare('t.csv')).rejects.toThrow(/found 1 in 2205-03-30/);
  });

  it('but neither a table of thirty rows nor one whose snapshots all differ', async () => {
    const small = tinyRows(30).map((row, i) => ({ ...row, seen_at: `2025-0${1 + (i % 6)}-01T00:00:00Z` }));
    expect((await (await worldOf(small)).prepare('t.csv')).counts).toMatchObject({ rowsKept: 30 });
    const start = Date.parse('2025-01-01T00:00:00Z');
    const own = ROWS.map((row, i) => ({ ...row, seen_at: new Date(start + i * 3_600_000).toISOString() }));
    const split = { by: 'time', column: 'seen_at', tune: 80, calibrate: 80, holdout: 80 };
    expect((await (await worldOf(own, { split })).prepare('t.csv')).counts).toMatchObject({
      rowsHoldout: 80,
    });
  });
});
