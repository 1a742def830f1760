import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvOf, tinyContractText, tinyRows } from '@engage/testing';
import { engage } from './engage.ts';

jest.setTimeout(180_000);

describe('a command that cannot be done', () => {
  let folder: string;
  let contract: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engage-bad-'));
    contract = join(folder, 'tiny.odcs.yaml');
    writeFileSync(contract, tinyContractText());
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const good = csvOf(tinyRows(900));
  const file = (name: string, body: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, body);
    return path;
  };

  it.each([
    [
      'no such contract',
      ['run', 'x.csv', '--contract', 'none.yaml'],
      /Expected a contract at none\.yaml, found none/,
    ],
    ['no data at all', ['run'], /name a file, or "npx engage generate" first/],
    ['no run to show', ['show'], /"npx engage start" makes one/],
    ['no run to ask', ['query', 'select 1'], /"npx engage start" makes one/],
    ['no run of that name', ['show', 'abc'], /whose id begins with "abc", found none/],
    ['an unknown command', ['rnu'], /Did you mean run\?/],
    ['an unknown option', ['run', '--sede', '7'], /Did you mean --seed\?/],
    [
      'a seed that is no number',
      ['run', '--seed', 'seven'],
      /Expected a whole number from 0 to .*found "seven"/,
    ],
    ['folds out of range', ['run', '--folds', '1'], /Expected a whole number from 2 to 20, found "1"/],
    [
      'a date that is none',
      ['run', '--as-of', '2026-02-30'],
      /Expected a date such as 2026-03-01, found "2026-02-30"/,
    ],
    ['an unknown defect', ['generate', '--plant', 'dirt'], /Expected dirty=SHARE.*found "dirt"/],
    ['nobody to explain', ['explain'], /Missing required argument 'customer'/],
    ['nothing at all', [], /Usage: engage/],
  ])('%s: code 2 and how to go on', async (_, args, says) => {
    const home = join(folder, 'nothing');
    const { code, err } = await engage(args, { ENGAGE_HOME: home });
    expect(err).toMatch(says);
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  it('an environment that does not fit: code 2 and the variable', async () => {
    const { code, err } = await engage(['query', 'select 1', '--home', folder], { ENGAGE_THREADS: 'all' });
    expect([code, err]).toEqual([2, expect.stringContaining('ENGAGE_THREADS')]);
  });

  it('a home that is a file: code 2', async () => {
    const home = file('home', 'no folder');
    const { code, err } = await engage(['generate', '--customers', '100', '--home', home]);
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  it('a library that is not there: nobody misses it but who asks for it, who is told how to get it', async () => {
    const given = ['run', file('again.csv', good), '--contract', contract, '--home', folder];
    const nowhere = { ENGAGE_NATIVE: join(folder, 'nothing') };
    expect((await engage(given, nowhere)).code).toBe(0);
    expect(await engage(['explain', '1', '--home', folder], nowhere)).toMatchObject({ code: 0, err: '' });
    const official = await engage([...given, '--engine', 'xgboost'], nowhere);
    expect(official).toMatchObject({ code: 2, err: expect.stringContaining('install.mjs --xgboost') });
    const env = { XGBOOST_LIBRARY: join(folder, 'libnothing.so') };
    const run = await engage([...given, '--engine', 'xgboost'], env);
    expect([run.code, run.err]).toEqual([2, expect.stringContaining('XGBOOST_LIBRARY')]);
    const well = await engage(['doctor', '--home', folder], nowhere);
    expect(well).toMatchObject({ code: 0, out: expect.stringMatching(/✓ XGBoost library +not installed/) });
    const doctor = await engage(['doctor', '--home', folder], env);
    expect(doctor.code).toBe(2);
    expect(doctor.out).toMatch(/✗ XGBoost library .*libnothing\.so.*\n.*tools\/install\/install\.mjs/);
    expect(doctor.out).toMatch(/✓ DuckDB/);
  });

  it('help and version: code 0', async () => {
    expect(await engage(['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    for (const args of [['--help'], ['run', '--help'], ['help', 'query']])
      expect(await engage(args)).toMatchObject({
        code: 0,
        err: '',
        out: expect.stringContaining('Usage: engage'),
      });
  });
});
