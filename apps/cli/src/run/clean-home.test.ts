import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LATEST_KEY, layoutOf, type ObjectStore } from '@engage/run';
import { cleanHome } from './clean-home.ts';
import { folderStore } from './folder-store.ts';
import { STAMP_KEY } from './generation-stamp.ts';
import { lockRun } from './run-lock.ts';

const layout = layoutOf('0123456789abcdef');
const inputs = ['raw/customers.parquet', 'truth/truth.parquet', STAMP_KEY];

describe('cleanHome()', () => {
  let home: string;
  let store: ObjectStore;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'clean-'));
    store = folderStore({ ENGAGE_HOME: home });
    const files = inputs.slice(0, 2).map((key) => ({ key, bytes: 1 }));
    const order = { customers: 1, seed: 7, plants: [], asOf: '2026-03-01', version: 'v', table: inputs[0] };
    for (const { key } of files) await store.write(key, 'x');
    await store.write(STAMP_KEY, JSON.stringify({ ...order, files }));
    // A request that cannot be read hides nothing: a process may have read it before.
    await store.write(layout.request, '{}');
    await store.write(LATEST_KEY, 'f'.repeat(16));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('keeps a run that is under way and whatever it may read, and says so', async () => {
    const lock = await lockRun(store.location(layout.lock));
    const { removed, kept } = await cleanHome(store, 'all', false);
    expect(removed).toEqual([LATEST_KEY]);
    expect(kept.map(({ key }) => key)).toEqual([layout.root, ...inputs]);
    for (const key of [...inputs, layout.lock]) expect(await store.exists(key)).toBe(true);
    await lock.release();
    expect((await cleanHome(store, 'all', false)).removed).toEqual([layout.root, ...inputs]);
    for (const key of inputs) expect(await store.exists(key)).toBe(false);
  });

  it('keeps the name of the latest run while that is under way', async () => {
    await store.write(LATEST_KEY, '0123456789abcdef');
    await lockRun(store.location(layout.lock));
    expect((await cleanHome(store, 'all', false)).removed).toEqual([]);
  });
});
