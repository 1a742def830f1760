import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localResources, stateMachine, statesOf, taskBindings, type TaskName } from '@engage/pipeline';
import { appears, bytesOf, engage, latestOf, ROOT, start, startFile } from './engage.ts';

const CUSTOMERS = ['--customers', '2500', '--seed', '7'];
jest.setTimeout(300_000);

describe('the whole pipeline on 2,500 customers', () => {
  let folder: string;
  /** A finished run, which the others are compared with. */
  let home: string;
  let run: string;
  let said: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engage-e2e-'));
    home = join(folder, 'reference');
    const { code, out, err } = await engage(['start', ...CUSTOMERS, '--home', home], { ENGAGE_THREADS: '2' });
    expect([code, err.includes('✗')]).toEqual([0, false]);
    said = out;
    run = join(home, 'runs', latestOf(home));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A home with the same generated data and no runs. */
  function homeWithData(name: string): string {
    const copy = join(folder, name);
    for (const part of ['raw', 'truth', 'generation.json'])
      cpSync(join(home, part), join(copy, part), { recursive: true });
    return copy;
  }

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

  it('ends with a screen that tells the figures of the manifest, with their intervals', () => {
    const manifest = JSON.parse(readFileSync(join(run, 'manifest.json'), 'utf8')) as {
      figures: { name: string; value: number; low: number; high: number }[];
    };
    const { value, low, high } = manifest.figures.find(({ name }) => name === 'churn.holdout.auc')!;
    expect(said).toContain(`AUC  ${value.toFixed(3)}   ${low.toFixed(3)} to ${high.toFixed(3)}`);
    expect(said).toContain('2,500 customers, scored and explained in');
    expect(said).not.toContain('\u001b');
    for (const line of said.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('accounts for every row', () => {
    const { counts } = JSON.parse(readFileSync(join(run, 'stages', 'Prepare.json'), 'utf8')) as {
      counts: Record<string, number>;
    };
    expect(counts['rowsIn']).toBe(2500);
    expect(counts['rowsKept']! + counts['rowsQuarantined']!).toBe(2500);
  });

  it('is a no-op the second time, and says so', async () => {
    const before = bytesOf(run);
    const { code, out, err } = await engage(['start', ...CUSTOMERS, '--home', home], { ENGAGE_THREADS: '2' });
    expect(code).toBe(0);
    expect(out).toContain('this very run was finished before, nothing had to be done');
    expect(err).toContain('were generated before');
    expect(err).not.toContain('✓');
    expect(bytesOf(run)).toEqual(before);
    expect(readdirSync(join(home, 'runs')).filter((name) => name !== 'latest')).toHaveLength(1);
  });

  it('gives the same bytes from the seed again, on one thread instead of two', async () => {
    const other = join(folder, 'one-thread');
    const { code } = await engage(['start', ...CUSTOMERS, '--home', other], { ENGAGE_THREADS: '1' });
    expect(code).toBe(0);
    expect(latestOf(other)).toBe(latestOf(home));
    expect(bytesOf(join(other, 'runs', latestOf(other)))).toEqual(bytesOf(run));
  });

  it.each(['Prepare', 'Evaluate', 'Ensemble'])(
    'gives the same bytes when it is killed after %s and started again',
    async (stage) => {
      const other = homeWithData(`killed-after-${stage}`);
      const killed = start(['run', '--home', other]);
      await appears(join(other, 'runs', latestOf(home), 'stages', `${stage}.json`), killed);
      killed.child.kill('SIGKILL');
      expect((await killed.ended).code).toBeNull();
      expect(existsSync(join(other, 'runs', 'latest'))).toBe(false);
      const again = await engage(['run', '--home', other]);
      expect(again.code).toBe(0);
      expect(again.err).toContain(`Resuming run ${latestOf(home)}`);
      expect(bytesOf(join(other, 'runs', latestOf(home)))).toEqual(bytesOf(run));
    },
  );

  it('stops on Ctrl-C with code 130, says how to go on, and goes on', async () => {
    const other = homeWithData('interrupted');
    const stopped = start(['run', '--home', other]);
    await appears(join(other, 'runs', latestOf(home), 'stages', 'Prepare.json'), stopped);
    stopped.child.kill('SIGINT');
    const { code, err } = await stopped.ended;
    expect(code).toBe(130);
    expect(err).toContain(`run ${latestOf(home)} is kept; the same command again resumes it`);
    expect(existsSync(join(other, 'runs', latestOf(home), 'lock.json'))).toBe(false);
    const again = await engage(['run', '--home', other]);
    expect(again.code).toBe(0);
    expect(bytesOf(join(other, 'runs', latestOf(home)))).toEqual(bytesOf(run));
  });

  it('refuses a second process on the same run, and names the first', async () => {
    const other = homeWithData('locked');
    const first = start(['run', '--home', other]);
    await appears(join(other, 'runs', latestOf(home), 'lock.json'), first);
    const second = await engage(['run', '--home', other]);
    expect(second.code).toBe(2);
    expect(second.err).toContain(`found process ${first.child.pid} on`);
    expect((await first.ended).code).toBe(0);
  });

  it('trains and predicts step by step into the same run', async () => {
    const other = homeWithData('steps');
    const runFolder = join(other, 'runs', latestOf(home));
    expect((await engage(['train', '--home', other])).code).toBe(0);
    expect(existsSync(join(runFolder, 'models', 'churn', 'card.md'))).toBe(true);
    expect(existsSync(join(runFolder, 'predictions'))).toBe(false);
    expect((await engage(['predict', '--home', other])).code).toBe(0);
    expect(existsSync(join(runFolder, 'predictions', 'ensemble.parquet'))).toBe(true);
    expect(existsSync(join(runFolder, 'results'))).toBe(false);
    expect((await engage(['run', '--home', other])).code).toBe(0);
    expect(bytesOf(runFolder)).toEqual(bytesOf(run));
  });

  it('does the same through the entry points that Lambda and ECS start', async () => {
    const other = homeWithData('cloud');
    const runId = latestOf(home);
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
    const tasks = statesOf(stateMachine(localResources())).filter(({ state }) => state.Type === 'Task');
    for (const { name } of tasks) {
      const { app, kind } = taskBindings[name as TaskName];
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

  it('cross-validates as well when folds are set, into a run of its own', async () => {
    const other = homeWithData('folds');
    const { code, out } = await engage([
      'run',
      '--folds',
      '3',
      '--explain',
      'none',
      '--json',
      '--home',
      other,
    ]);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as { runId: string; figures: { name: string; value: number }[] };
    expect(answer.runId).not.toBe(latestOf(home));
    const auc = answer.figures.find(({ name }) => name === 'churn.folds.auc')?.value;
    expect(auc).toBeGreaterThan(0.7);
    expect(auc).toBeLessThan(1);
  });

  it('answers questions to the run', async () => {
    const query = (sql: string, ...more: string[]) => engage(['query', sql, '--home', home, ...more]);
    const rows = await query('select count(*) as n from results', '--json');
    expect(JSON.parse(rows.out)).toEqual([{ n: 2500 }]);
    const views = ['high_value_customers', 'at_risk_customers', 'model_performance'];
    for (const view of views) {
      const { code, out } = await query(`select count(*) as n from ${view}`, '--csv');
      expect([view, code, Number(out.split('\n')[1]) > 0]).toEqual([view, 0, true]);
    }
    const wrong = await query('select nothing from results');
    expect([wrong.code, wrong.err.split('\n')[0]]).toEqual([2, expect.stringContaining('nothing')]);
    expect((await query('delete from results')).code).toBe(2);
  });

  it('explains a customer, and shows and lists runs', async () => {
    const explained = await engage(['explain', '17', '--json', '--home', home]);
    const { customerId, models } = JSON.parse(explained.out) as { customerId: string; models: unknown[] };
    expect([customerId, models.length]).toEqual(['17', 3]);
    const shown = await engage(['show', latestOf(home).slice(0, 6), '--home', home]);
    expect(shown.out).toContain('churn.holdout.auc');
    const listed = await engage(['runs', '--json', '--home', home]);
    expect(JSON.parse(listed.out)).toMatchObject([
      { runId: latestOf(home), state: 'finished', isLatest: true, table: 'customers.parquet' },
    ]);
  });

  it('cleans up what was interrupted, and keeps what was finished', async () => {
    const other = homeWithData('clean');
    const runFolder = join(other, 'runs', latestOf(home));
    cpSync(run, runFolder, { recursive: true });
    writeFileSync(join(other, 'runs', 'latest'), latestOf(home));
    expect((await engage(['clean', '--home', other])).out).toContain('Nothing to remove');
    rmSync(join(runFolder, 'stages', 'Publish.json'));
    const dry = await engage(['clean', '--dry-run', '--home', other]);
    expect([dry.out, existsSync(runFolder)]).toEqual([`Would remove runs/${latestOf(home)}/\n`, true]);
    await engage(['clean', '--home', other]);
    expect(existsSync(runFolder)).toBe(false);
    await engage(['clean', '--all', '--home', other]);
    expect(existsSync(join(other, 'raw', 'customers.parquet'))).toBe(false);
  });
});
