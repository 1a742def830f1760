import { createDuckDbEngine, createFolderStore } from '@engage/adapters';
import type { Row } from '@engage/run';
import { csvOf, tinyColumns, tinyContract, tinyRows, type TinyRow } from '@engage/testing';
import { worldsOf, type World } from './testing/worlds.ts';

const worlds = worldsOf({ createDuckDbEngine, createFolderStore });
afterEach(() => worlds.close());

const ROWS = tinyRows(600);

async function made(
  properties: Readonly<Record<string, unknown>> = {},
  config: Parameters<typeof worlds.open>[1] = {},
  rows: readonly TinyRow[] = ROWS,
): Promise<{ world: World; features: Row[]; counts: Readonly<Record<string, number>> }> {
  const world = await worlds.open(tinyContract({ properties }), config);
  await world.give('t.csv', csvOf(rows));
  const { counts } = await world.prepare('t.csv');
  return { world, counts, features: await world.engine.rows('select * from features') };
}

describe('prepare() makes features', () => {
  it('as numbers, with codes for words, targets and incumbents, row for row as curated', async () => {
    const { world, features } = await made();
    expect(features).toHaveLength(600);
    expect(await world.json(world.run.layout.encoding)).toEqual({ plan: ['Basic', 'Plus'] });
    features.forEach((row, i) => {
      const raw = ROWS[i]!;
      const float = (value: unknown): number | null => (value === null ? null : Math.fround(Number(value)));
      expect(row).toEqual({
        account_id: raw['account_id'],
        part: expect.any(String),
        visits_week: raw['visits_week'],
        minutes_day: float(raw['minutes_day']),
        rating: float(raw['rating']),
        months: raw['months'],
        fee_usd: float(raw['fee_usd']),
        plan: raw['plan'] === 'Basic' ? 0 : 1,
        on_trial: Number(raw['on_trial']),
        target_satisfaction: raw['satisfaction'],
        target_leaving: Number(raw['left_30_day']),
        incumbent_leaving: raw['old_score'],
      });
    });
  });

  it('with parts by time, counted from the latest snapshot', async () => {
    const { features, counts } = await made();
    const expected = ['fit', 'fit', 'fit', 'tune', 'calibrate', 'holdout'];
    features.forEach((row, i) => {
      const month = Number(String(ROWS[i]!['seen_at']).slice(5, 7));
      expect(row['part']).toBe(expected[month - 1]);
    });
    expect(counts['rowsFit']! + counts['rowsTune']! + counts['rowsCalibrate']! + counts['rowsHoldout']!).toBe(
      600,
    );
  });

  it('with snapshots left out between the parts', async () => {
    const split = { by: 'time', column: 'seen_at', tune: 1, calibrate: 1, holdout: 1, purgeDays: 40 };
    const rows = ROWS.map((row, i) => ({ ...row, seen_at: `2025-0${1 + (i % 8)}-01T00:00:00Z` }));
    const { features, counts } = await made({ split }, {}, rows);
    // month starts lie 28 to 31 days apart, so that one of them falls into each gap
    const expected = ['fit', 'fit', null, 'tune', null, 'calibrate', null, 'holdout'];
    features.forEach((row, i) => expect(row['part']).toBe(expected[i % 8]));
    expect(counts['rowsPurged']).toBe(225);
  });

  it('with parts by a hash of the id that no other row moves and only the seed changes', async () => {
    const split = { by: 'hash', tune: 0.1, calibrate: 0.2, holdout: 0.3 };
    const rows = tinyRows(4000);
    const { features } = await made({ split }, {}, rows);
    const share = (part: string): number => features.filter((row) => row['part'] === part).length / 4000;
    for (const [part, expected] of Object.entries({ fit: 0.4, tune: 0.1, calibrate: 0.2, holdout: 0.3 }))
      expect(Math.abs(share(part) - expected)).toBeLessThan(0.03);
    const half = await made({ split }, {}, rows.slice(0, 2000));
    expect(half.features.map((row) => row['part'])).toEqual(
      features.slice(0, 2000).map((row) => row['part']),
    );
    const reseeded = await made({ split }, { seed: 8 }, rows);
    expect(reseeded.features.map((row) => row['part'])).not.toEqual(features.map((row) => row['part']));
  });

  it('with stratified folds when asked for', async () => {
    const { features } = await made({}, { folds: 5 });
    const left = features.filter((row) => row['target_leaving'] === 1).length;
    for (let fold = 0; fold < 5; fold++) {
      const inFold = features.filter((row) => row['fold_leaving'] === fold);
      const leftInFold = inFold.filter((row) => row['target_leaving'] === 1).length;
      expect(Math.abs(leftInFold - left / 5)).toBeLessThan(1);
      expect(Math.abs(inFold.length - 120)).toBeLessThan(2);
    }
    expect(new Set(features.map((row) => row['fold_satisfaction'])).size).toBe(5);
    const reseeded = await made({}, { folds: 5, seed: 8 });
    expect(reseeded.features.map((row) => row['fold_leaving'])).not.toEqual(
      features.map((row) => row['fold_leaving']),
    );
  });

  it('codes words that only later parts have as missing', async () => {
    const open = { logicalType: 'string', customProperties: [{ property: 'roles', value: ['feature'] }] };
    const columns = tinyColumns.map((column) =>
      column.name === 'plan' ? { name: 'plan', required: false, ...open } : column,
    );
    const world = await worlds.open(
      tinyContract({ columns, properties: { partitionBy: null, peerGroup: null } }),
    );
    const rows = ROWS.map((row) =>
      row['seen_at'] === '2025-06-01T00:00:00Z' ? { ...row, plan: 'New' } : row,
    );
    await world.give('t.csv', csvOf(rows));
    await world.prepare('t.csv');
    expect(await world.json(world.run.layout.encoding)).toEqual({ plan: ['Basic', 'Plus'] });
    const codes = await world.engine.rows(
      `select part, count(plan) as known, count(*) as n from features where part = 'holdout' group by part`,
    );
    expect(codes).toEqual([{ part: 'holdout', known: 0, n: expect.any(Number) }]);
  });
});

describe('prepare() joins outcomes that come apart', () => {
  const model = {
    name: 'spend',
    task: 'tweedie',
    target: 'outcome',
    outcome: { file: 'outcomes.csv', key: 'account', name: 'spend_usd' },
    features: ['visits_week'],
    predictionColumn: 'predicted_spend',
    higherIsBetter: true,
  };
  const properties = { models: [model], segmentBy: null };
  const outcome = (account: number, value: string, known_at = '2025-07-01', name = 'spend_usd'): TinyRow => ({
    account,
    outcome: name,
    value,
    known_at,
  });
  const open = async (outcomes: readonly TinyRow[] | null, asOf: string | null = null): Promise<World> => {
    const world = await worlds.open(tinyContract({ properties }), { asOf });
    await world.give('t.csv', csvOf(ROWS));
    if (outcomes) await world.give('outcomes.csv', csvOf(outcomes));
    return world;
  };
  const all = ROWS.slice(0, 590).map((row) =>
    outcome(Number(row['account_id']), `${Number(row['account_id']) % 7}`),
  );
  const spendOf = async (world: World, id: number): Promise<unknown> =>
    (await world.engine.rows(`select target_spend as spend from features where account_id = ${id}`))[0]?.[
      'spend'
    ];

  it('by id; customers without one have no target', async () => {
    const world = await open(all);
    await world.prepare('t.csv');
    expect(await spendOf(world, 5)).toBe(5);
    expect(await spendOf(world, 595)).toBeNull();
  });

  it('as last known before the cut, and of that name alone', async () => {
    const more = [
      outcome(1, '50', '2025-08-01'),
      outcome(1, '60', '2025-10-01'),
      outcome(2, '70', '2025-08-01', 'other'),
    ];
    const world = await open([...all, ...more], '2025-09-01T00:00:00Z');
    await world.prepare('t.csv');
    expect(await spendOf(world, 1)).toBe(50);
    expect(await spendOf(world, 2)).toBe(2);
  });

  it('and notes what cannot be read or belongs to nobody', async () => {
    const world = await open([...all, outcome(1, 'much'), outcome(99_999, '1')]);
    const { notes } = await world.prepare('t.csv');
    expect(notes).toContain('1 of 592 rows of outcomes.csv cannot be read (first: row 591)');
    expect(notes).toContain('1 rows of outcomes.csv belong to no customer of the table');
  });

  it.each([
    [
      'the file is missing',
      null,
      /Model spend needs its outcomes\. Expected a file or folder at .*outcomes\.csv, found none/,
    ],
    [
      'a column is missing',
      [{ account: 1, outcome: 'spend_usd' }],
      /Expected column "value" in the header of outcomes\.csv/,
    ],
    [
      'no outcome has the name',
      [outcome(1, '1', '2025-07-01', 'other')],
      /Expected outcomes named "spend_usd" for model spend in outcomes\.csv, found none/,
    ],
    [
      'too many cannot be read',
      all.map((row) => ({ ...row, value: '-' })),
      /Expected at most 5 % of the outcomes to be broken, found that 590 of 590 rows of outcomes\.csv cannot be read \(first: row 1\)/,
    ],
    [
      'amounts are negative',
      all.map((row, i) => ({ ...row, value: i - 9 })),
      /target of model spend \(outcome\) to be at least 0, found -9/,
    ],
  ] as const)('and stops when %s', async (_, outcomes, message) => {
    await expect((await open(outcomes)).prepare('t.csv')).rejects.toThrow(message);
  });

  it('and stops when the target of a binary model is neither 0 nor 1', async () => {
    const binary = { ...model, task: 'binary', predictionColumn: 'p', higherIsBetter: false };
    const world = await worlds.open(tinyContract({ properties: { models: [binary], segmentBy: null } }));
    await world.give('t.csv', csvOf(ROWS));
    await world.give('outcomes.csv', csvOf(all));
    await expect(world.prepare('t.csv')).rejects.toThrow(
      'Expected the target of model spend (outcome) to be 0 or 1, found 6',
    );
  });

  it('and does not take the outcomes for the table when both lie in one folder', async () => {
    const world = await open(all);
    expect((await world.prepare()).counts).toMatchObject({ rowsIn: 600, rowsKept: 600 });
  });
});
