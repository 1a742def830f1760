import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engageHere } from './engage-here.ts';
import { bytesOf, engage, latestOf } from './engage.ts';
import { makeReference, removeReference, type Reference } from './reference.ts';

jest.setTimeout(300_000);

/** Customers to score: the first ones of the reference, since a generated customer is the same whatever their number. */
const SCORED = 1000;

describe('engage score on 1,000 customers with the models of 1,500', () => {
  let reference: Reference;
  let table: string;
  let runId: string;
  let run: string;
  let said: string;

  beforeAll(async () => {
    reference = await makeReference();
    const out = join(reference.folder, 'new');
    await engageHere(['generate', '--customers', String(SCORED), '--seed', '7', '--out', out]);
    rmSync(join(out, 'raw', 'outcomes.parquet'));
    table = join(out, 'raw', 'customers.parquet');
    const { code, out: text, err } = await engage(['score', table, '--home', reference.home]);
    expect([code, err]).toEqual([0, expect.not.stringContaining('✗')]);
    said = text;
    runId = latestOf(reference.home);
    run = join(reference.home, 'runs', runId);
  });
  afterAll(() => removeReference(reference));

  const query = async (sql: string, of: string): Promise<Record<string, unknown>[]> => {
    const { code, out, err } = await engageHere([
      'query',
      sql,
      '--run',
      of,
      '--json',
      '--home',
      reference.home,
    ]);
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out) as Record<string, unknown>[];
  };
  const score = (...args: string[]) => engageHere(['score', ...args, '--home', reference.home]);

  it('says of each customer what the run with the models said, to the last digit and word', async () => {
    for (const table of ['predictions', 'explanations'])
      for (const model of ['engagement', 'churn', 'value']) {
        const rowsOf = async (of: string): Promise<Record<string, unknown>[]> => {
          const rows = await query(`select * from ${table}_${model} order by customer_id`, of);
          return rows.map((row) => ({ ...row, in_sample: null }));
        };
        const [theirs, ours] = [await rowsOf(reference.runId), await rowsOf(runId)];
        const ids = new Set(ours.map((row) => row['customer_id']));
        expect(ids.size).toBe(SCORED);
        expect(ours).toEqual(theirs.filter((row) => ids.has(row['customer_id'])));
      }
  });

  it('learns nothing, measures nothing, and tells what was measured where the models come from', async () => {
    const { stages, figures, config } = JSON.parse(readFileSync(join(run, 'manifest.json'), 'utf8')) as {
      stages: { stage: string; notes: string[] }[];
      figures: { name: string; value: number }[];
      config: { models: string };
    };
    expect(stages.map(({ stage }) => stage)).toEqual([
      'Prepare',
      'Adopt',
      'Predict',
      'Ensemble',
      'QA',
      'Results',
      'Report',
    ]);
    expect(config.models).toBe(reference.runId);
    const auc = /"churn\.holdout\.auc",[^}]*"value": ([\d.]+)/.exec(
      readFileSync(join(reference.run, 'manifest.json'), 'utf8'),
    );
    expect(figures.find(({ name }) => name === 'churn.holdout.auc')?.value).toBe(Number(auc![1]));
    expect(stages.flatMap(({ notes }) => notes).join()).toContain(`those of run ${reference.runId}`);
    const ids = (await query('select customer_id from results', runId)).map((row) =>
      String(row['customer_id']),
    );
    const [learnt] = await query(
      `select count(*) as n from features where part in ('fit', 'tune') and customer_id in (${ids.map((id) => `'${id}'`).join(', ')})`,
      reference.runId,
    );
    expect(stages.flatMap(({ notes }) => notes).join()).toContain(
      `${String(learnt!['n'])} customers are among those whom the models learnt from`,
    );
    expect(said).toContain('1,000 customers, scored and explained in');
    expect(said).toContain(`How well the models predicted in run ${reference.runId}`);
  });

  it('keeps every customer, as scored and in no part', async () => {
    expect(await query('select split, count(*) as n from results group by split', runId)).toEqual([
      { split: 'scored', n: SCORED },
    ]);
    expect(existsSync(join(run, 'report', 'report.html'))).toBe(true);
    expect(readFileSync(join(run, 'report', 'report.html'), 'utf8')).toContain(
      `Scored with the models of run <code>${reference.runId}</code>`,
    );
  });

  it('is whole by itself: it is recognised, served, and made again to the byte', async () => {
    const before = bytesOf(run);
    expect((await score(table)).out).toContain('this very run was finished before');
    rmSync(join(run, 'stages', 'Adopt.json'));
    rmSync(join(run, 'models'), { recursive: true });
    expect((await score(table, '--run', reference.runId)).code).toBe(0);
    expect(bytesOf(run)).toEqual(before);
    const { code, out } = await engageHere(['serve', '--openapi', '--home', reference.home]);
    expect([code, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({ openapi: expect.any(String) as unknown }),
    ]);
  });

  it('keeps the run whose models score, though another is the latest', async () => {
    const { out } = await engageHere(['clean', '--runs', '-n', '--home', reference.home]);
    expect(out).not.toContain(reference.runId);
  });

  it.each<[string, (given: { copy: string; home: string }) => string[], RegExp]>([
    [
      'the table that was learnt from',
      ({ home }) => [join(home, 'raw', 'customers.parquet')],
      /learnt from, found the same in customers\.parquet/,
    ],
    [
      'a run that there is not',
      () => [table, '--run', 'ffff'],
      /Expected one run whose id begins with "ffff", found none/,
    ],
    ['models that were changed', ({ copy }) => [table, '--home', copy], /as its run left it \(SHA-256/],
  ])('refuses %s in a sentence', async (_what, argsOf, message) => {
    const copy = join(reference.folder, 'spoilt');
    cpSync(join(reference.home, 'runs', reference.runId), join(copy, 'runs', reference.runId), {
      recursive: true,
    });
    cpSync(join(reference.home, 'runs', 'latest'), join(copy, 'runs', 'latest'));
    writeFileSync(join(copy, 'runs', 'latest'), reference.runId);
    writeFileSync(join(copy, 'runs', reference.runId, 'models', 'churn', 'model.ubj'), 'spoilt');
    const args = argsOf({ copy, home: reference.home });
    const { code, err } = await engageHere([
      'score',
      ...(args.includes('--home') ? [] : ['--home', reference.home]),
      ...args,
    ]);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });
});
