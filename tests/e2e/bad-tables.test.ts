import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { csvOf, tinyColumns, tinyContractText, tinyRows, type TinyRow } from '@engage/testing';
import { engageHere } from './engage-here.ts';
import { bytesOf, CLI_MAIN, latestOf, startProgram } from './engage.ts';

jest.setTimeout(180_000);

/** Every case of bad input: what a person is told, the exit code, and that nothing is lost by it. */
describe('a table that is not as it should be', () => {
  const rows = tinyRows(900);
  const names = Object.keys(rows[0]!);
  const good = csvOf(rows);
  let folder: string;
  let home: string;
  /** Bytes of a run that was finished before, which no later failure may touch. */
  let finished: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engage-tables-'));
    home = join(folder, 'home');
    writeFileSync(join(folder, 'tiny.odcs.yaml'), tinyContractText());
    writeFileSync(join(folder, 'many.odcs.yaml'), manyCategories());
    const { code, err } = await engage('run', file('good.csv', good), '--explain', 'none');
    expect([code, err]).toEqual([0, expect.not.stringContaining('✗')]);
    finished = bytesOf(join(home, 'runs', latestOf(home)));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function engage(command: string, table: string, ...more: readonly string[]) {
    const contract = join(folder, `${table.includes('categories') ? 'many' : 'tiny'}.odcs.yaml`);
    return engageHere([command, table, '--contract', contract, '--home', home, ...more]);
  }

  function file(name: string, body: string | Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, body);
    return path;
  }

  /** The good table with other values in its first rows, and columns of its own. */
  const altered = (...changes: readonly Readonly<Record<string, unknown>>[]): string => {
    const all = rows.map((row, i) => ({ ...row, ...changes[i] }));
    return csvOf(all, { columns: [...new Set(all.flatMap((row) => Object.keys(row)))] });
  };
  const everywhere = (change: TinyRow): string => csvOf(rows.map((row) => ({ ...row, ...change })));

  function untouched(): void {
    expect(bytesOf(join(home, 'runs', latestOf(home)))).toEqual(finished);
    const left = readdirSync(home, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => /\.tmp|lock\.json/.test(name))).toEqual([]);
  }

  it.each<readonly [what: string, body: () => string | Uint8Array, says: RegExp]>([
    ['empty.csv', () => '', /found an empty file; export the table again/],
    [
      'header-only.csv',
      () => good.slice(0, good.indexOf('\n') + 1),
      /Expected rows below the header .* none/,
    ],
    [
      'missing.csv',
      () => csvOf(rows, { columns: names.slice(0, -1) }),
      /Expected column "old_score" in the header of missing\.csv, found 12 columns without it/,
    ],
    [
      'renamed.csv',
      () => good.replace('visits_week', 'Visits per week'),
      /is "Visits per week" meant to be "visits_week"\?/,
    ],
    ['twice.csv', () => good.replace('months', 'plan'), /found "plan" in column 6 and "plan" in column 8/],
    ['semicolons.csv', () => csvOf(rows, { delimiter: ';' }), /separated by commas, found semicolons/],
    ['words.csv', () => everywhere({ visits_week: 'many' }), /visits_week.*\n?.*many/],
    ['one-class.csv', () => everywhere({ left_30_day: false }), /left_30_day\).*found one class alone/],
    ['table.zip', () => Buffer.from('PK\x03\x04\x14\0\0\0\x08\0 a.csv'), /found a zip archive; unpack it/],
    [
      'table.xlsx',
      () => Buffer.from('PK\x03\x04\x14\0\0\0\x08\0 [Content_Types].xml'),
      /found an Excel workbook \(XLSX\); export the sheet as CSV/,
    ],
    ['cut.csv.gz', () => gzipSync(good).subarray(0, 9000), /cut\.csv\.gz/],
    [
      'cut.parquet',
      () => {
        const curated = join(home, 'runs', latestOf(home), 'curated', 'curated.parquet');
        const whole = readFileSync(curated);
        return whole.subarray(0, Math.floor(whole.length * 0.7));
      },
      /cut\.parquet to be a whole Parquet file, found one whose end is missing/,
    ],
  ])('%s: code 2, how to mend it, nothing lost', async (name, body, says) => {
    const table = file(name, body());
    const before = readFileSync(table);
    const { code, out, err } = await engage('train', table);
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(says)]);
    expect(err).not.toMatch(/\n\s+at /);
    // A target that cannot be learned from is the contract's and the whole table's matter, not one file's.
    if (name !== 'one-class.csv') expect(err).toContain(name);
    expect(readFileSync(table).equals(before)).toBe(true);
    untouched();
  });

  it.each<readonly [what: string, body: () => string | Uint8Array, rejected: readonly string[]]>([
    ['extra.csv', () => altered({ colour: 'red' }), []],
    ['words.csv', () => altered({ months: 'many' }, { visits_week: 'x' }), ['months', 'visits_week']],
    ['types.csv', () => altered({ on_trial: 'perhaps' }, { seen_at: 'June' }), ['on_trial', 'seen_at']],
    [
      'decimal-commas.csv',
      () => altered({ minutes_day: '12,5' }, { rating: '3,1' }),
      ['minutes_day', 'rating'],
    ],
    ['range.csv', () => altered({ rating: 7 }, { months: -1 }), ['rating', 'months']],
    [
      'infinite.csv',
      () => altered({ minutes_day: 'NaN' }, { fee_usd: 'Infinity' }, { rating: '-inf' }),
      ['minutes_day', 'fee_usd', 'rating'],
    ],
    ['nulls.csv', () => altered({ account_id: null }, { months: null }), ['account_id', 'months']],
    ['ids.csv', () => csvOf([...rows, rows[7]!]), ['account_id']],
    ['future.csv', () => altered({ seen_at: '2031-03-01T00:00:00Z' }), ['seen_at']],
    ['zones.csv', () => good.replaceAll('-01T00:00:00Z', '-01T02:00:00+02:00'), []],
    ['bom.csv', () => `\ufeff${good}`, []],
    ['latin1.csv', () => Buffer.from(altered({ town: 'Zürich' }), 'latin1'), []],
    ['utf16.csv', () => Buffer.from(`\ufeff${good}`, 'utf16le'), []],
    ['crlf.csv', () => csvOf(rows, { lineEnd: '\r\n' }), []],
    ['newlines.csv', () => altered({ remark: 'two\nlines, and "quotes"' }), []],
    ['table.csv.gz', () => gzipSync(good), []],
    ['constant.csv', () => everywhere({ on_trial: false }), []],
    ['all-missing.csv', () => everywhere({ rating: null }), []],
    [
      'categories.csv',
      () => csvOf(tinyRows(10_000).map((row, i) => ({ ...row, region: `region ${i}` }))),
      [],
    ],
  ])('%s: code 0, every row kept or quarantined with its reason', async (name, body, rejected) => {
    const table = file(name, body());
    const before = readFileSync(table);
    const { code, out, err } = await engage('train', table, '--as-of', '2025-09-01', '--json');
    expect([code, err]).toEqual([0, expect.not.stringContaining('✗')]);
    expect(readFileSync(table).equals(before)).toBe(true);
    const { runId } = JSON.parse(out) as { runId: string };
    const run = join(home, 'runs', runId);
    const { counts } = JSON.parse(readFileSync(join(run, 'stages', 'Prepare.json'), 'utf8')) as {
      counts: Record<string, number>;
    };
    expect(counts['rowsQuarantined']).toBe(rejected.length);
    expect(counts['rowsKept']! + counts['rowsQuarantined']!).toBe(counts['rowsIn']);
    const asked = ['query', 'select reasons from quarantine order by source_row', '--json'];
    const answer = await engageHere([...asked, '--run', runId, '--home', home]);
    const reasons = (JSON.parse(answer.out) as { reasons: string }[]).map((row) => row.reasons);
    expect(reasons).toEqual(rejected.map((column) => expect.stringContaining(column)));
    untouched();
  });

  it('no file, and a folder with nothing in it: code 2', async () => {
    const nowhere = await engage('run', join(folder, 'nowhere.csv'));
    expect([nowhere.code, nowhere.err]).toEqual([
      2,
      expect.stringMatching(/Expected the table at .*nowhere\.csv, found nothing/),
    ]);
    mkdirSync(join(folder, 'hollow'), { recursive: true });
    const hollow = await engage('run', join(folder, 'hollow'));
    expect([hollow.code, hollow.err]).toEqual([2, expect.stringContaining('found an empty folder')]);
    untouched();
  });

  it('a folder that cannot be written: code 2, and another is asked for', async () => {
    // Nobody may make a folder there, not even root.
    const readOnly = '/sys/engage-home';
    for (const args of [
      ['generate', '--customers', '100'],
      ['run', file('again.csv', good), '--contract', join(folder, 'tiny.odcs.yaml')],
    ]) {
      const { code, out, err } = await engageHere([...args, '--home', readOnly]);
      expect([code, out, err]).toEqual([2, '', expect.stringMatching(/Expected .*--home/)]);
      expect(err).not.toMatch(/\n\s+at /);
    }
    expect(existsSync(readOnly)).toBe(false);
  });

  it('a disk that takes no more: code 2, nothing half written, and the run resumes', async () => {
    const table = file('disk.csv', csvOf(tinyRows(3000)));
    const other = join(folder, 'small-disk');
    const args = ['train', table, '--contract', join(folder, 'tiny.odcs.yaml'), '--home', other];
    // Above 48 KiB the system refuses to write on, as a full disk does.
    const limited = ['-c', 'ulimit -f 48; exec "$0" "$@"', process.execPath, CLI_MAIN, ...args];
    const { code, out, err } = await startProgram('bash', limited, { ENGAGE_THREADS: '1' }).ended;
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/Expected to write .*free some space/)]);
    expect(err).not.toMatch(/\n\s+at /);
    const left = readdirSync(other, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => /\.tmp|lock\.json|latest/.test(name))).toEqual([]);
    expect((await engageHere(args)).code).toBe(0);
  });

  it('two commands at once: one does the work, the other is told who does', async () => {
    const table = file('both.csv', csvOf(tinyRows(901)));
    const ended = await Promise.all([engage('train', table), engage('train', table)]);
    expect(ended.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect(ended.find(({ code }) => code === 2)?.err).toContain(`found process ${process.pid} on`);
    untouched();
  });
});

/** The tiny contract with the region as a feature of free text. */
function manyCategories(): string {
  const region = {
    name: 'region',
    logicalType: 'string',
    customProperties: [{ property: 'roles', value: ['feature'] }],
  };
  const columns = tinyColumns.map((column) => (column.name === 'region' ? region : column));
  const model = {
    name: 'satisfaction',
    task: 'regression',
    target: 'satisfaction',
    features: ['visits_week', 'region', 'months'],
    predictionColumn: 'predicted_satisfaction',
    higherIsBetter: true,
  };
  const properties = { models: [model], protectedBands: null, segmentBy: null };
  return tinyContractText({ columns, properties });
}
