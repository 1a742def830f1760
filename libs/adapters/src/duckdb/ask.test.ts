import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, QueryError, type ObjectStore } from '@engage/run';
import { createFolderStore } from '../folder/folder-store.ts';
import { createDuckDbEngine } from './query-engine.ts';

describe('ask()', () => {
  let root: string;
  let store: ObjectStore;
  const open: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ask-'));
    store = createFolderStore(join(root, 'data'));
    const engine = await asker();
    await engine.materialize({
      name: 't',
      select: 'select 1 as id',
      key: 'runs/a/t.parquet',
      orderBy: ['id'],
    });
    await engine.materialize({
      name: 'u',
      select: 'select 2 as id',
      key: 'truth/u.parquet',
      orderBy: ['id'],
    });
  });
  afterAll(async () => {
    for (const engine of open) await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  async function asker() {
    const engine = await createDuckDbEngine(store, {
      threads: 1,
      memoryLimitMb: 500,
      tempDirectory: join(root, 'tmp'),
    });
    open.push(engine);
    return engine;
  }
  async function asked(sql: string) {
    const engine = await asker();
    await engine.attach('t', 'runs/a/t.parquet');
    return engine.ask('runs/a/', sql);
  }

  it('ask() gives names and rows in order, also of one name, of no rows and of lists', async () => {
    expect(await asked('select id, id, 7 as id from t')).toEqual({
      columns: ['id', 'id', 'id'],
      rows: [[1, 1, 7]],
    });
    expect(await asked('with a as (from t) select id as x from a where 1 = 0;')).toEqual({
      columns: ['x'],
      rows: [],
    });
    expect((await asked("select [1, 2] as list, date '2026-03-01' as day")).rows).toEqual([
      ['[1, 2]', '2026-03-01'],
    ]);
    expect((await asked("select 'infinity'::timestamp as ever")).rows).toEqual([['infinity']]);
    expect((await asked('describe t')).rows[0]?.slice(0, 2)).toEqual(['id', 'INTEGER']);
  });

  it.each([
    ["select 1; copy (select 1) to 'x.csv'", /found 2 statements/],
    ["explain analyze copy (select 2) to 'x.csv'", /found EXPLAIN/],
    ["copy (select 3) to 'x.csv'", /Expected one SELECT|disabled/],
    ['create table x as select 1', /found CREATE/],
    ['delete from t', /Expected one SELECT|Can only delete/],
    ["attach 'x.db'", /found ATTACH/],
    ['set lock_configuration = false', /Expected one SELECT|locked/],
    ['', /found none/],
    ['-- nothing', /found none/],
  ])('ask() refuses %j, and writes nothing', async (sql, says) => {
    const inFolder = join(root, 'data', 'runs', 'a');
    const refused = asked(sql.replace('x.csv', join(inFolder, 'x.csv')));
    await expect(refused).rejects.toThrow(says);
    expect(await readdir(inFolder)).toEqual(['t.parquet']);
    expect(existsSync('x.csv')).toBe(false);
  });

  it.each(['truth/u.parquet', 'runs/a/../../truth/u.parquet', 'runs/b.parquet'])(
    'ask() reads the folder it was given, and not %s',
    async (key) => {
      await writeFile(join(root, 'data', 'runs', 'b.parquet'), await store.read('runs/a/t.parquet'));
      const path = (name: string) => `${root}/data/${name}`;
      expect((await asked(`select id from '${path('runs/a/t.parquet')}'`)).rows).toEqual([[1]]);
      await expect(asked(`select id from '${path(key)}'`)).rejects.toThrow(/disabled|[Pp]ermission/);
    },
  );

  it('ask() keeps the words of the engine', async () => {
    await expect(asked('select nothing from t')).rejects.toThrow(QueryError);
    await expect(asked('select nothing from t')).rejects.toThrow(/nothing/);
    await expect(asked('delete from t where false; select 1')).rejects.toThrow(InputError);
  });
});
