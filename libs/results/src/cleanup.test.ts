import * as adapters from '@engage/adapters';
import { tinyContract, tinyRows } from '@engage/testing';
import { hostname } from 'node:os';
import { cleanup } from './index.ts';
import { worldsOf, type World } from './testing/worlds.ts';

const worlds = worldsOf(adapters);
const world = (customers: number): Promise<World> => worlds.open(tinyContract(), tinyRows(customers));
afterAll(() => worlds.close());

describe('cleanup()', () => {
  it("cleanup() removes this run's temporary files and locks of dead processes, and nothing else", async () => {
    const { run, store } = await world(5);
    const { root } = run.layout;
    const before = (await store.list('runs/')).map(({ key }) => key);
    const host = hostname();
    // No process has this number: Linux ends at 2^22.
    const dead = JSON.stringify({ host, pid: 2 ** 22 + 1 });
    await store.write(`${root}models/a.1234.tmp`, 'x');
    await store.write(`${root}results.tmp/plan=Basic/data_0.parquet`, 'x');
    await store.write(`${root}old.lock`, dead);
    const reused = { host, pid: process.pid, startedAt: '', processStart: '1' };
    await store.write(`${root}reused.lock`, JSON.stringify(reused));
    await store.write(run.layout.lock, JSON.stringify({ host, pid: process.pid }));
    await store.write(`${root}far.lock`, JSON.stringify({ host: `not-${host}`, pid: 2 ** 22 + 1 }));
    await store.write('runs/another/x.tmp', 'x');
    await store.write('runs/another/lock.json', dead);
    expect(await cleanup(run)).toEqual({ counts: {}, artefacts: [] });
    const after = (await store.list('runs/')).map(({ key }) => key);
    expect(after).toEqual(
      [...before, run.layout.lock, `${root}far.lock`, 'runs/another/x.tmp', 'runs/another/lock.json'].sort(),
    );
  });
});
