import * as adapters from '@engage/adapters';
import type { Row } from '@engage/run';
import { tinyContract, tinyRows } from '@engage/testing';
import fc from 'fast-check';
import { ensemble, qa } from './index.ts';
import type { Different } from './testing/predicted-run.ts';
import { worldsOf, type World } from './testing/worlds.ts';

const worlds = worldsOf(adapters);
const world = (
  customers = 1000,
  different: Different = {},
  contract = tinyContract(),
  threads = 2,
): Promise<World> => worlds.open(contract, tinyRows(customers), different, threads);
afterAll(() => worlds.close());

describe('qa()', () => {
  it('qa() has 300 to 400 rows, each once, and serves every purpose', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 400, max: 1500 }), fc.nat(100), async (customers, salt) => {
        const { run, engine } = await world(customers, {
          predict: (_, i) => ((i * 7919 + salt) % 997) / 997,
        });
        await ensemble(run, { engine });
        const { counts } = await qa(run, { engine });
        expect(counts['rows']).toBeGreaterThanOrEqual(300);
        expect(counts['rows']).toBeLessThanOrEqual(400);
        const rows = await engine.rows('select * from qa');
        expect(new Set(rows.map((row) => row['account_id'])).size).toBe(rows.length);
      }),
      { numRuns: 6 },
    );
  });

  it('qa() picks the highest, the lowest and the largest errors on the holdout', async () => {
    const { run, engine } = await world(3000);
    await ensemble(run, { engine });
    const outcome = await qa(run, { engine });
    const all = await engine.rows(
      'select e.account_id, e.split, e.predicted_satisfaction as p, f.target_satisfaction as y from ensemble e join features f on f.account_id = e.account_id',
    );
    const rows = await engine.rows('select * from qa');
    const having = (purpose: string): number[] =>
      rows
        .filter((row) => String(row['purposes']).split(', ').includes(purpose))
        .map((row) => Number(row['account_id']))
        .sort((a, b) => a - b);
    const first = (score: (row: Row) => number, from: readonly Row[] = all): number[] =>
      from
        .toSorted((a, b) => score(b) - score(a) || Number(a['account_id']) - Number(b['account_id']))
        .slice(0, 100)
        .map((row) => Number(row['account_id']))
        .sort((a, b) => a - b);
    expect(having('top')).toEqual(first((row) => Number(row['p'])));
    expect(having('bottom')).toEqual(first((row) => -Number(row['p'])));
    const errorOf = (row: Row): number => Math.abs(Number(row['p']) - Number(row['y']));
    expect(having('largest error')).toEqual(
      first(
        errorOf,
        all.filter((row) => row['split'] === 'holdout'),
      ),
    );
    expect(having('random')).toHaveLength(100);
    const large = rows.filter(
      (row) => String(row['purposes']).includes('error') && Math.abs(Number(row['error'])) > 0.3,
    );
    expect(outcome.figures).toContainEqual(
      expect.objectContaining({ name: 'satisfaction.qa.errors_above_0.3', value: large.length }),
    );
    expect(rows[0]).toHaveProperty('visits_week');
    expect(String(rows[1]!['reason_1'])).toMatch(
      /^reason 1 of satisfaction: points to (higher|lower) satisfaction$/,
    );
  });

  it('qa() draws the same customers for a seed, others for another, and writes the same bytes on 1 or 2 threads', async () => {
    const hashes: string[] = [];
    const drawn: string[] = [];
    for (const [seed, threads] of [
      [7, 1],
      [7, 2],
      [8, 2],
    ] as const) {
      const { run, engine, store } = await world(2000, { seed }, tinyContract(), threads);
      await ensemble(run, { engine });
      const { artefacts } = await qa(run, { engine });
      hashes.push(
        (await Promise.all([run.layout.ensemble, ...artefacts].map((key) => store.sha256(key)))).join(),
      );
      const rows = await engine.rows(
        "select account_id from qa where purposes = 'random' order by account_id",
      );
      drawn.push(rows.map((row) => String(row['account_id'])).join());
    }
    expect(hashes[0]).toBe(hashes[1]);
    expect(drawn[0]).toBe(drawn[1]);
    expect(drawn[0]).not.toBe(drawn[2]);
  });

  it('qa() shows everyone when there are few, and a CSV for people', async () => {
    const { run, engine, store } = await world(50);
    await ensemble(run, { engine });
    expect((await qa(run, { engine })).counts['rows']).toBe(50);
    const csv = new TextDecoder().decode(await store.read(`${run.layout.root}qa/qa.csv`));
    expect(csv.split('\r\n')).toHaveLength(52);
    expect(csv).toContain('account_id,purposes,split,actual,predicted,error,segment');
  });
});
