import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { taskBindings, tasksOf } from '@engage/pipeline';
import { engageHere } from './engage-here.ts';
import { bytesOf, engage, latestOf, ROOT, startFile } from './engage.ts';
import {
  CUSTOMERS,
  homeWithData,
  makeReference,
  removeReference,
  startIn,
  type Reference,
} from './reference.ts';

jest.setTimeout(300_000);

describe('the whole pipeline on 1,500 customers', () => {
  let reference: Reference;
  let folder: string;
  let home: string;
  let run: string;
  let runId: string;
  let said: string;
  beforeAll(async () => {
    reference = await makeReference();
    ({ folder, home, run, runId, said } = reference);
  });
  afterAll(() => removeReference(reference));

  it('leaves every output, and nothing half written', () => {
    const files = Object.keys(bytesOf(run));
    for (const output of [
      'manifest.json',
      'request.json',
      'curated/curated.parquet',
      'curated/profile.json',
      'quarantine/quarantine.parquet',
      'features/features.parquet',
      'predictions/ensemble.parquet',
      'qa/qa.parquet',
      'report/report.html',
      'models/churn/model.ubj',
      'models/churn/card.md',
      'predictions/value.parquet',
      'explanations/engagement.parquet',
    ])
      expect(files).toContain(output);
    expect(
      files.filter((file) => file.startsWith('results/') && file.endsWith('.parquet')).length,
    ).toBeGreaterThan(1);
    expect(files.filter((file) => /\.tmp|lock\.json/.test(file))).toEqual([]);
    expect(existsSync(join(run, 'timings.json'))).toBe(true);
  });

  it('gives every figure an interval that holds it, or says why it has none', () => {
    const { figures } = JSON.parse(readFileSync(join(run, 'manifest.json'), 'utf8')) as {
      figures: { name: string; value: number; low?: number; high?: number; status?: string }[];
    };
    for (const { name, value, low = NaN, high = NaN, status } of figures)
      expect([name, status !== undefined || (low <= value && value <= high)]).toEqual([name, true]);
  });

  it('ends with a screen that tells the figures of the manifest, with their intervals', () => {
    const manifest = JSON.parse(readFileSync(join(run, 'manifest.json'), 'utf8')) as {
      figures: { name: string; value: number; low: number; high: number }[];
    };
    const { value, low, high } = manifest.figures.find(({ name }) => name === 'churn.holdout.auc')!;
    expect(said).toContain(`AUC  ${value.toFixed(3)}   ${low.toFixed(3)} to ${high.toFixed(3)}`);
    expect(said).toContain('1,500 customers, scored and explained in');
    expect(said).not.toContain('\u001b');
    for (const line of said.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('accounts for every row', () => {
    const { counts } = JSON.parse(readFileSync(join(run, 'stages', 'Prepare.json'), 'utf8')) as {
      counts: Record<string, number>;
    };
    expect(counts['rowsIn']).toBe(CUSTOMERS);
    expect(counts['rowsKept']! + counts['rowsQuarantined']!).toBe(CUSTOMERS);
  });

  it('is a no-op the second time, and says so', async () => {
    const before = bytesOf(run);
    const { code, out, err } = await startIn(home, 2);
    expect(code).toBe(0);
    expect(out).toContain('this very run was finished before, nothing had to be done');
    expect(err).toContain('were generated before');
    expect(err).not.toContain('✓');
    expect(bytesOf(run)).toEqual(before);
    expect(readdirSync(join(home, 'runs')).sort()).toEqual([runId, 'latest', 'latest-trained'].sort());
  });

  it('gives the same bytes from the seed again, on one thread instead of two', async () => {
    const other = join(folder, 'one-thread');
    const { code } = await startIn(other, 1);
    expect(code).toBe(0);
    expect(latestOf(other)).toBe(runId);
    expect(bytesOf(join(other, 'runs', latestOf(other)))).toEqual(bytesOf(run));
  });

  it('does the same through the entry points that Lambda and ECS start', async () => {
    const other = homeWithData(reference, 'cloud');
    mkdirSync(join(other, 'runs', runId), { recursive: true });
    cpSync(join(run, 'request.json'), join(other, 'runs', runId, 'request.json'));
    const [table, truth] = [join(home, 'raw', 'customers.parquet'), join(home, 'truth')];
    const env = { ENGAGE_HOME: other, ENGAGE_LOG_LEVEL: 'error' };
    const invoke = join(other, 'invoke.ts');
    writeFileSync(
      invoke,
      `const [main, event] = process.argv.slice(2) as [string, string];
       const { handler } = await import(main);
       process.stdout.write(JSON.stringify(await handler(JSON.parse(event))));
       process.exit(0);`,
    );
    for (const name of tasksOf(true)) {
      const { app, kind } = taskBindings[name];
      const main = join(ROOT, 'apps', app, 'src', 'main.ts');
      const started =
        kind === 'ecs'
          ? startFile(main, [], { ...env, ENGAGE_STAGE: name, ENGAGE_RUN_ID: runId, ENGAGE_TRUTH: truth })
          : startFile(invoke, [main, JSON.stringify({ stage: name, runId, table, truth })], env);
      const { code, out, err } = await started.ended;
      expect([name, code, err]).toEqual([name, 0, '']);
      if (kind === 'lambda') expect(JSON.parse(out)).toMatchObject({ stage: name });
    }
    expect(bytesOf(join(other, 'runs', runId))).toEqual(bytesOf(run));
  });

  it('answers questions to the run', async () => {
    const query = (sql: string, ...more: string[]) => engageHere(['query', sql, '--home', home, ...more]);
    const rows = await query('select count(*) as n from results', '--json');
    expect(JSON.parse(rows.out)).toEqual([{ n: CUSTOMERS }]);
    const views = ['high_value_customers', 'at_risk_customers', 'model_performance'];
    for (const view of views) {
      const { code, out } = await query(`select count(*) as n from ${view}`, '--csv');
      expect([view, code, Number(out.split('\n')[1]) > 0]).toEqual([view, 0, true]);
    }
    const wrong = await query('select nothing from results');
    expect([wrong.code, wrong.err.split('\n')[0]]).toEqual([2, expect.stringContaining('nothing')]);
    expect((await query('delete from results')).code).toBe(2);
    const twice = 'select customer_id, customer_id from results where 1 = 0';
    expect((await query(twice, '--csv')).out).toBe('customer_id,customer_id\n');
    expect(JSON.parse((await query('select 1 as x, 2 as x', '--json')).out)).toEqual([{ x: 1, x_2: 2 }]);
  });

  it('never writes for a question, and shows nothing but the run', async () => {
    const copy = join(folder, 'copy.csv');
    for (const sql of [
      `select 1; copy (select 1) to '${copy}'`,
      `explain analyze copy (select 2) to '${copy}'`,
      `select * from '${join(home, 'truth')}/*.parquet'`,
    ]) {
      const { code, out, err } = await engageHere(['query', sql, '--home', home]);
      expect([code, out, err]).toEqual([2, '', expect.stringContaining('Expected')]);
    }
    expect(existsSync(copy)).toBe(false);
  });

  it('makes a lost file anew, and the run that was asked for is the latest again', async () => {
    const other = homeWithData(reference, 'lost');
    const copy = join(other, 'runs', runId);
    cpSync(run, copy, { recursive: true });
    writeFileSync(join(other, 'runs', 'latest'), 'f'.repeat(16));
    expect((await engage(['run', '--home', other])).out).toContain('finished before');
    expect(latestOf(other)).toBe(runId);
    writeFileSync(join(other, 'runs', 'latest'), 'f'.repeat(16));
    rmSync(join(copy, 'models', 'churn', 'model.ubj'));
    const trained = await engage(['train', '--home', other]);
    expect([trained.code, trained.err]).toEqual([0, expect.stringContaining('✓ Train')]);
    expect(bytesOf(copy)).toEqual(bytesOf(run));
    rmSync(join(copy, 'report', 'report.html'));
    const again = await engage(['run', '--home', other]);
    expect([again.code, again.out.includes('finished before')]).toEqual([0, false]);
    expect([bytesOf(copy), latestOf(other)]).toEqual([bytesOf(run), runId]);
  });

  it('names a damaged file and how to mend it, and gets over those that it can do without', async () => {
    const other = homeWithData(reference, 'damaged');
    const copy = join(other, 'runs', runId);
    cpSync(run, copy, { recursive: true });
    const here = (...args: string[]) => engageHere([...args, '--home', other]);
    const damaged = async (file: string, body: string, args: string[], says: RegExp) => {
      writeFileSync(join(other, file), body);
      const { code, out, err } = await here(...args);
      expect([file, code, out, err]).toEqual([file, 2, '', expect.stringMatching(says)]);
    };
    const outside = '../../../etc';
    await damaged('runs/latest', outside, ['show'], /16 hex digits, in .*runs\/latest, found "\.\.\//);
    await damaged(
      `runs/${runId}/manifest.json`,
      '{broken',
      ['show', runId],
      /in .*manifest\.json, found a damaged/,
    );
    await damaged(
      `runs/${runId}/request.json`,
      '{broken',
      ['query', 'select 1', '--run', runId],
      /in .*request\.json, found a damaged one; give the command that began the run again/,
    );
    expect(JSON.parse((await here('runs', '--json')).out)).toMatchObject([{ runId, state: 'damaged' }]);
    rmSync(join(copy, 'stages', 'Publish.json'));
    writeFileSync(join(copy, 'stages', 'Report.json'), '{broken');
    expect((await engage(['run', '--home', other])).code).toBe(0);
    expect([bytesOf(copy), latestOf(other)]).toEqual([bytesOf(run), runId]);
    await damaged('generation.json', '{broken', ['run'], /"npx engage generate" first/);
  });

  it('explains a customer, and shows and lists runs', async () => {
    const explained = await engageHere(['explain', '17', '--json', '--home', home]);
    const { customerId, models } = JSON.parse(explained.out) as { customerId: string; models: unknown[] };
    expect([customerId, models.length]).toEqual(['17', 3]);
    const shown = await engageHere(['show', runId.slice(0, 6), '--home', home]);
    expect(shown.out).toContain('churn.holdout.auc');
    const listed = await engageHere(['runs', '--json', '--home', home]);
    expect(JSON.parse(listed.out)).toMatchObject([
      { runId: runId, state: 'finished', isLatest: true, table: 'customers.parquet' },
    ]);
  });

  it('cleans up what was interrupted, and keeps what was finished', async () => {
    const other = homeWithData(reference, 'clean');
    const runFolder = join(other, 'runs', runId);
    cpSync(run, runFolder, { recursive: true });
    writeFileSync(join(other, 'runs', 'latest'), runId);
    expect((await engageHere(['clean', '--home', other])).out).toContain('Nothing to remove');
    for (const [stage, state] of [
      ['Publish', 'predicted'],
      ['Ensemble', 'trained'],
    ] as const) {
      rmSync(join(runFolder, 'stages', `${stage}.json`));
      expect((await engageHere(['clean', '--home', other])).out).toContain(
        `Kept runs/${runId}/: it is ${state}`,
      );
    }
    rmSync(join(runFolder, 'stages', 'Evaluate.json'));
    const dry = await engageHere(['clean', '--dry-run', '--home', other]);
    expect([dry.out, existsSync(runFolder)]).toEqual([`Would remove runs/${runId}/\n`, true]);
    await engageHere(['clean', '--home', other]);
    expect(existsSync(runFolder)).toBe(false);
    await engageHere(['clean', '--all', '--home', other]);
    expect(existsSync(join(other, 'raw', 'customers.parquet'))).toBe(false);
  });
});
