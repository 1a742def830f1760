import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, ObjectNotFoundError, QueryError, type ObjectStore, type QueryEngine } from '@engage/run';
import { createFolderStore } from '../folder/folder-store.ts';
import { createDuckDbEngine } from './query-engine.ts';

describe('createDuckDbEngine()', () => {
  let root: string;
  let store: ObjectStore;
  const open: QueryEngine[] = [];
  const engineOf = async (threads = 1): Promise<QueryEngine> => {
    const engine = await createDuckDbEngine(store, {
      threads,
      memoryLimitMb: 500,
      tempDirectory: join(root, 'tmp'),
    });
    open.push(engine);
    return engine;
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'engine-'));
    store = createFolderStore(join(root, 'data'));
  });
  afterEach(async () => {
    for (const engine of open.splice(0)) await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  it.each([
    ['5 / 2', 2],
    ['-5 / 2', -2],
    ["regexp_like('abc', 'b')", true],
    [
      "lower(to_hex(sha256(to_utf8('abc'))))",
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ],
    ["is_nan(cast('NaN' as double))", true],
    ["array_join(array['a', null, 'b'], '; ')", 'a; b'],
    ["to_unixtime(timestamp '1970-01-02 00:00:00')", 86_400],
    ['json_format(cast(cast(1.5 as double) as json))', '1.5'],
  ])('means by %s what Trino means', async (expression, expected) => {
    const [row] = await (await engineOf()).rows(`select ${expression} as x`);
    expect(row).toEqual({ x: expected });
  });

  it('gives cells as plain values', async () => {
    const [row] = await (
      await engineOf()
    ).rows(
      `select cast(1 as bigint) as small, cast(9007199254740993 as bigint) as big, date '2025-01-31' as d,
        timestamp '2025-01-31 12:00:00' as ts, timestamp '1969-12-31 23:59:59.999999' as before,
        cast(2.5 as decimal(10, 2)) as x, true as b, null as n`,
    );
    expect(row).toEqual({
      small: 1,
      big: 9_007_199_254_740_993n,
      d: '2025-01-31',
      ts: '2025-01-31T12:00:00.000Z',
      before: '1969-12-31T23:59:59.999999Z',
      x: 2.5,
      b: true,
      n: null,
    });
  });

  it('materializes a table, attaches it and counts its rows', async () => {
    const engine = await engineOf();
    const select = "select * from (values (2, 'b'), (1, 'a')) as t (id, label)";
    expect(
      await engine.materialize({ name: 'labels', select, key: 'x/labels.parquet', orderBy: ['id'] }),
    ).toBe(2);
    expect(await engine.rows('select label from labels')).toEqual([{ label: 'a' }, { label: 'b' }]);
    expect((await store.list('')).map(({ key }) => key)).toEqual(['x/labels.parquet']);
    const other = await engineOf();
    await other.attach('again', 'x/labels.parquet');
    expect(await other.rows('select count(*) as n from again')).toEqual([{ n: 2 }]);
  });

  it('writes partitions as folders and reads them back as text columns', async () => {
    const engine = await engineOf();
    const select = "select * from (values (1, 7, 'a b'), (2, 8, 'c/d')) as t (id, year, label)";
    await engine.materialize({
      name: 't',
      select,
      key: 'r/',
      orderBy: ['id'],
      partitionBy: ['year', 'label'],
    });
    expect((await store.list('r/')).map(({ key }) => key.split('/')[1])).toEqual(['year=7', 'year=8']);
    expect(await engine.rows('select id, year, label from t order by id')).toEqual([
      { id: 1, year: '7', label: 'a b' },
      { id: 2, year: '8', label: 'c/d' },
    ]);
  });

  it('reads partitions back under their own names', async () => {
    const engine = await engineOf();
    const names = ['plan type', 'é=/100%', '__year'];
    const row = { id: 1, 'plan type': 'a', 'é=/100%': 'b %20', __year: 'c' };
    await engine.materialize({
      name: 't',
      select: `select 1 as id, 'a' as "plan type", 'b %20' as "é=/100%", 'c' as __year`,
      key: 'r/',
      orderBy: ['id'],
      partitionBy: names,
    });
    expect(await engine.rows('select id, "plan type", "é=/100%", __year from t')).toEqual([row]);
    const other = await engineOf();
    await other.attach('again', 'r/');
    expect(await other.rows('select * from again')).toEqual([row]);
  });

  it('writes the same bytes on one thread and on two', async () => {
    const numbers = Array.from({ length: 10 }, (_, d) => `(${d})`).join(', ');
    const select = `with d as (select * from (values ${numbers}) as t (x)),
      n as (select a.x + 10 * b.x + 100 * c.x + 1000 * e.x + 10000 * f.x + 100000 * g.x as i from d a, d b, d c, d e, d f, (select x from d where x < 3) g)
      select (cast(i as bigint) * 7919) % 300000 as id, sin(i) as y, i % 5 as part from n`;
    const hashes = [];
    for (const threads of [1, 2, 2]) {
      const engine = await engineOf(threads);
      await engine.materialize({ name: 'one', select, key: 'one.parquet', orderBy: ['id'] });
      await engine.materialize({
        name: 'many',
        select,
        key: 'many/',
        orderBy: ['id'],
        partitionBy: ['part'],
      });
      const objects = await store.list('');
      hashes.push(await Promise.all(objects.map(async ({ key }) => [key, await store.sha256(key)])));
    }
    expect(hashes[0]).toHaveLength(6);
    expect(hashes[1]).toEqual(hashes[0]);
    expect(hashes[2]).toEqual(hashes[0]);
  });

  it('leaves the old table in place when a statement fails', async () => {
    const engine = await engineOf();
    await engine.materialize({ name: 't', select: 'select 1 as id', key: 't.parquet', orderBy: ['id'] });
    const select = "select cast(label as integer) as id from (values ('x')) as t (label)";
    await expect(
      engine.materialize({ name: 't', select, key: 't.parquet', orderBy: ['id'] }),
    ).rejects.toThrow(QueryError);
    expect(await engine.rows('select id from t')).toEqual([{ id: 1 }]);
    expect(await store.list('')).toHaveLength(1);
  });

  it('keeps the statement and the words of the engine with an error', async () => {
    const failed = (await engineOf()).rows('select nothing from nowhere');
    await expect(failed).rejects.toThrow(/nowhere does not exist/);
    await expect(failed).rejects.toMatchObject({ statement: 'select nothing from nowhere' });
  });

  it('says which object is missing', async () => {
    await expect((await engineOf()).attach('t', 'no.parquet')).rejects.toThrow(ObjectNotFoundError);
  });

  it('tells a person about a file where a folder belongs', async () => {
    await store.write('runs', '');
    const failed = (await engineOf()).materialize({
      name: 't',
      select: 'select 1 as id',
      key: 'runs/t.parquet',
      orderBy: ['id'],
    });
    await expect(failed).rejects.toThrow(InputError);
  });

  it('stages a result that later statements read', async () => {
    const engine = await engineOf();
    await engine.stage('s', 'select 3 as x');
    await engine.stage('s', 'select 4 as x');
    expect(await engine.rows('select x from s')).toEqual([{ x: 4 }]);
  });

  it('reads from a path with wildcard characters', async () => {
    store = createFolderStore(join(root, 'a[1]*'));
    const engine = await engineOf();
    await engine.materialize({ name: 't', select: 'select 1 as id', key: 't.parquet', orderBy: ['id'] });
    expect(await engine.rows('select id from t')).toEqual([{ id: 1 }]);
  });
});
