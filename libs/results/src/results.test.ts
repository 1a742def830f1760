import * as adapters from '@engage/adapters';
import { runStage, type Row } from '@engage/run';
import { tinyContract, tinyRows } from '@engage/testing';
import { ensemble, results } from './index.ts';
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

describe('results()', () => {
  it('results() has all curated columns and the ensemble, partitioned, with views that run', async () => {
    const { run, engine, store } = await world(500);
    await ensemble(run, { engine });
    await runStage(run, 'Evaluate', () =>
      Promise.resolve({
        counts: {},
        artefacts: [],
        figures: [
          { name: 'leaving.holdout.auc', value: 0.81, low: 0.8, high: 0.82, source: 'x' },
          { name: 'satisfaction.holdout.r2', value: -0.25, source: 'x' },
          { name: 'rows.kept', value: 500, source: 'x' },
        ],
      }),
    );
    const { counts } = await results(run, { engine });
    expect(counts).toEqual({ customers: 500, files: 2, views: 3 });
    const keys = (await store.list(run.layout.results)).map(({ key }) =>
      key.slice(run.layout.results.length),
    );
    expect(keys).toEqual([
      expect.stringMatching(/^plan=Basic\/.*\.parquet$/),
      expect.stringMatching(/^plan=Plus\/.*\.parquet$/),
      'views/at_risk_customers.sql',
      'views/high_value_customers.sql',
      'views/model_performance.sql',
    ]);
    const [row] = await engine.rows('select * from results where account_id = 1');
    for (const { name } of run.contract.columns) expect(row).toHaveProperty(name);
    const view = async (name: string): Promise<Row[]> =>
      engine.rows(new TextDecoder().decode(await store.read(`${run.layout.results}views/${name}.sql`)));
    expect((await view('at_risk_customers')).every((found) => found['predicted_leaving'])).toBe(true);
    const best = await view('high_value_customers');
    const all = await engine.rows(
      'select predicted_satisfaction as p from results order by p desc, account_id',
    );
    expect(best).toHaveLength(50);
    expect(Math.min(...best.map((found) => Number(found['predicted_satisfaction'])))).toBe(all[49]!['p']);
    expect(await view('model_performance')).toEqual([
      { model: 'leaving', part: 'holdout', metric: 'auc', value: 0.81, low: 0.8, high: 0.82 },
      { model: 'satisfaction', part: 'holdout', metric: 'r2', value: -0.25, low: null, high: null },
    ]);
  });

  it('results() writes the same bytes twice and on 1 or 2 threads', async () => {
    const hashes: string[] = [];
    for (const threads of [1, 2]) {
      const { run, engine, store } = await world(3000, {}, tinyContract(), threads);
      for (let time = 0; time < 2; time++) {
        await ensemble(run, { engine });
        await results(run, { engine });
        const keys = [run.layout.ensemble, ...(await store.list(run.layout.results)).map(({ key }) => key)];
        hashes.push((await Promise.all(keys.map((key) => store.sha256(key)))).join());
      }
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('results() writes one file where the contract has no partitions', async () => {
    const { run, engine, store } = await world(40, {}, { ...tinyContract(), partitionBy: [] });
    await ensemble(run, { engine });
    await results(run, { engine });
    expect(await store.exists(`${run.layout.results}results.parquet`)).toBe(true);
    await engine.attach('again', run.layout.results);
    expect(await engine.rows('select count(*) as n from again')).toEqual([{ n: 40 }]);
  });
});
