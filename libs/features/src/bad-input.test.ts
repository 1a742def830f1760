import { gzipSync } from 'node:zlib';
import { createDuckDbEngine, createFolderStore } from '@engage/adapters';
import { InputError } from '@engage/run';
import { csvOf, tinyColumns, tinyContract, tinyRows, type TinyRow } from '@engage/testing';
import { worldsOf, type World } from './testing/worlds.ts';

const worlds = worldsOf({ createDuckDbEngine, createFolderStore });
afterEach(() => worlds.close());

const ROWS = tinyRows(300);
const NAMES = Object.keys(ROWS[0]!);
const csv = (options: Parameters<typeof csvOf>[1] = {}, rows: readonly TinyRow[] = ROWS): string =>
  csvOf(rows, options);
const renamed = (from: string, to: string): string => csv().replace(from, to);

describe('prepare() of a header that is not the contract’s', () => {
  it.each([
    [
      'a missing column',
      csv({ columns: NAMES.filter((name) => name !== 'months') }),
      'Expected column "months" in the header of t.csv, found 12 columns without it; correct the header, or the contract',
    ],
    [
      'a renamed column',
      renamed('visits_week', 'Visits per week'),
      'Expected column "visits_week" in the header of t.csv, found 13 columns without it; is "Visits per week" meant to be "visits_week"?',
    ],
    [
      'a column twice',
      renamed('months', 'plan'),
      'Expected each column of t.csv once, found "plan" in column 6 and "plan" in column 8; rename or remove one of them',
    ],
    [
      'a column twice but for its case',
      renamed('months', 'PLAN'),
      'found "PLAN" in column 6 and "plan" in column 8',
    ],
    [
      'another delimiter',
      csv({ delimiter: ';' }),
      "Expected columns of t.csv to be separated by commas, found semicolons; set the dialect's delimiter in the contract",
    ],
    [
      'no header line',
      csv().split('\n').slice(1).join('\n'),
      /Expected the first line of t\.csv to be a header, found values such as "1" and no name of the contract; if the header line is missing, add one \(account_id, .*, …\)/,
    ],
    ['an empty file', '', /t\.csv to be CSV.*found an empty file; export the table again/],
    [
      'a header only',
      csv({}, ROWS).split('\n')[0]!,
      /Expected rows below the header in .*t\.csv, found none/,
    ],
    ['a byte order mark only', '\ufeff', /found an empty file/],
  ])('stops at %s', async (_, body, message) => {
    const world = await worlds.open(tinyContract());
    await world.give('t.csv', body);
    const failed = world.prepare('t.csv');
    await expect(failed).rejects.toThrow(InputError);
    await expect(failed).rejects.toThrow(message);
    expect(await world.store.list('')).toEqual([]);
  });

  it('ignores extra columns and lacks optional ones, and says so', async () => {
    const rows = ROWS.map(({ rating: _, ...row }) => ({ ...row, extra: 'x,"y"', Extra2: 1 }));
    const world = await worlds.open(tinyContract());
    await world.give(
      't.csv',
      csv({ columns: Object.keys(rows[0]!) }, [...rows, { ...rows[0]!, plan: 'Gold', account_id: 999 }]),
    );
    const { counts, notes } = await world.prepare('t.csv');
    expect(counts).toMatchObject({ rowsKept: 300, rowsQuarantined: 1 });
    expect(notes).toEqual([
      't.csv lacks the optional column "rating", read as missing',
      't.csv has columns "extra", "Extra2", unknown to the contract and ignored',
      'No value at all to learn from in rating',
    ]);
    expect(await world.engine.rows('select extra, "Extra2", rating from quarantine')).toEqual([
      { extra: 'x,"y"', Extra2: '1', rating: null },
    ]);
  });
});

describe('prepare() of damaged Parquet', () => {
  it('names the file, and leaves nothing', async () => {
    const world = await worlds.open(tinyContract());
    await world.give('t.csv', csv({}, tinyRows(5000)));
    await world.prepare('t.csv');
    const whole = await world.store.read(world.run.layout.curated);
    await world.store.remove(world.run.layout.root);
    await world.give(
      't.parquet',
      whole.map((byte, i) => (i > 1000 && i < 60_000 ? 255 - byte : byte)),
    );
    const failed = world.prepare('t.parquet');
    await expect(failed).rejects.toThrow(InputError);
    await expect(failed).rejects.toThrow(
      /Expected t\.parquet to be readable, found damaged data \(.+\); copy or export/,
    );
    expect(await world.store.list('')).toEqual([]);
  });

  it.each([0.2, 0.7, 0.98])('names the file of which %d is left', async (share) => {
    const world = await worlds.open(tinyContract());
    await world.give('t.csv', csv());
    await world.prepare('t.csv');
    const whole = await world.store.read(world.run.layout.curated);
    await world.give('t.parquet', whole.subarray(0, Math.floor(whole.length * share)));
    await expect(world.prepare('t.parquet')).rejects.toThrow(
      /t\.parquet to be a whole Parquet file, found one whose end is missing/,
    );
  });
});

describe('prepare() of text in many forms', () => {
  const curated = async (world: World): Promise<string> => world.store.sha256(world.run.layout.curated);
  const plain = async (): Promise<string> => {
    const world = await worlds.open(tinyContract());
    await world.give('t.csv', csv());
    await world.prepare('t.csv');
    return curated(world);
  };

  it.each([
    ['CR LF', csv({ lineEnd: '\r\n' })],
    ['gzip', gzipSync(csv())],
    ['a byte order mark', `\ufeff${csv()}`],
    ['UTF-16', Buffer.from(`\ufeff${csv()}`, 'utf16le')],
    ['Latin-1', Buffer.from(csv(), 'latin1')],
    ['quotes around everything', csv().replace(/[^,\n]+/g, '"$&"')],
    ['other null tokens', csv({ nullToken: 'NA' })],
    ['offsets from UTC', csv().replaceAll('-01T00:00:00Z', '-01T02:00:00+02:00')],
    ['spaces around values', csv().replaceAll(',', ' , ')],
  ])('reads %s as the same table', async (_, body) => {
    const world = await worlds.open(tinyContract());
    await world.give('t.csv', body);
    expect((await world.prepare('t.csv')).counts).toMatchObject({ rowsIn: 300, rowsKept: 300 });
    expect(await curated(world)).toBe(await plain());
  });

  it('reads a folder of files, and names the file of a rejected row', async () => {
    const world = await worlds.open(tinyContract());
    await world.give('a.csv', csv({}, ROWS.slice(0, 100)));
    await world.give('b.csv.gz', gzipSync(csv({ columns: [...NAMES].reverse() }, ROWS.slice(100))));
    await world.give('c.csv', csv({}, [{ ...ROWS[0]!, account_id: 999, months: -1 }]));
    expect((await world.prepare()).counts).toMatchObject({ rowsIn: 301, rowsKept: 300, rowsQuarantined: 1 });
    expect(await world.engine.rows('select source_file, source_row from quarantine')).toEqual([
      { source_file: 'c.csv', source_row: 1 },
    ]);
    expect(await curated(world)).toBe(await plain());
  });

  it('keeps line ends, quotes and delimiters inside values', async () => {
    const columns = [
      ...tinyColumns.filter(({ name }) => name !== 'region'),
      { name: 'region', logicalType: 'string' },
    ];
    const world = await worlds.open(tinyContract({ columns, properties: { protectedBands: null } }));
    const region = 'North,\n"the ""cold"" one"\r\nZoë';
    await world.give('t.csv', csv({}, [{ ...ROWS[0]!, region }, ...ROWS.slice(1)]));
    await world.prepare('t.csv');
    expect(await world.engine.rows('select region from curated where account_id = 1')).toEqual([{ region }]);
  });

  it('reads a repaired quarantine file again', async () => {
    const world = await worlds.open(tinyContract());
    const rows = ROWS.map((row) => ({
      source_file: 't.csv',
      source_row: 3,
      ...row,
      source_text: null,
      reasons: 'x: y',
    }));
    await world.give('t.csv', csv({}, rows));
    const { counts, notes } = await world.prepare('t.csv');
    expect(counts).toMatchObject({ rowsKept: 300 });
    expect(notes).toEqual([]);
  });
});

describe('prepare() of targets and features that cannot be used', () => {
  const failing = async (
    rows: readonly TinyRow[],
    overrides: Parameters<typeof tinyContract>[0] = {},
  ): Promise<string> => {
    const world = await worlds.open(tinyContract(overrides));
    await world.give('t.csv', csv({}, rows));
    return world.prepare('t.csv').then(() => 'no error', String);
  };

  it('stops at one class alone', async () => {
    const rows = ROWS.map((row) => ({ ...row, left_30_day: false }));
    expect(await failing(rows)).toMatch(
      /InputError: Expected different values of the target of model leaving \(left_30_day\) in part fit \(\d+ rows\), found one class alone \(0\)/,
    );
  });

  it('stops when there are too few snapshots for the parts', async () => {
    const rows = ROWS.map((row, i) => ({ ...row, seen_at: `2025-0${1 + (i % 3)}-01` }));
    expect(await failing(rows)).toMatch(
      /Expected more than 3 distinct snapshots in seen_at .*found 3; give more data, or change the split/,
    );
  });

  it('notes constant features, and keeps the 255 most frequent of 10,000 categories', async () => {
    const customProperties = [{ property: 'roles', value: ['feature'] }];
    const region = { name: 'region', logicalType: 'string', customProperties };
    const columns = tinyColumns.map((column) => (column.name === 'region' ? region : column));
    const features = ['region', 'fee_usd', 'months'];
    const models = [
      {
        name: 'm',
        task: 'regression',
        target: 'satisfaction',
        features,
        predictionColumn: 'p',
        higherIsBetter: true,
      },
    ];
    const properties = {
      models,
      protectedBands: null,
      segmentBy: null,
      split: { by: 'hash', tune: 0.1, calibrate: 0.1, holdout: 0.1 },
    };
    const world = await worlds.open(tinyContract({ columns, properties }));
    const rows = tinyRows(14_000).map((row, i) => ({
      ...row,
      fee_usd: 1,
      region: `r${i < 4000 ? i % 40 : i}`,
    }));
    await world.give('t.csv', csv({}, rows));
    const { notes } = await world.prepare('t.csv');
    expect(notes?.[0]).toMatch(
      /^region has [\d,]+ different words; the 255 most frequent are told apart, the rest are one$/,
    );
    expect(notes?.[1]).toBe('One value alone to learn from in fee_usd');
    const encoding = (await world.json(world.run.layout.encoding)) as { region: string[] };
    expect(encoding.region).toHaveLength(256);
    expect(encoding.region.at(-1)).toBe('(other)');
    expect(encoding.region.slice(0, -1)).toEqual([...encoding.region.slice(0, -1)].sort());
    for (let i = 0; i < 40; i++) expect(encoding.region).toContain(`r${i}`);
    const coded = await world.engine.rows(
      'select min(region) as low, max(region) as high, count(region) as n from features',
    );
    expect(coded).toEqual([{ low: 0, high: 255, n: 14_000 }]);
  });
});
