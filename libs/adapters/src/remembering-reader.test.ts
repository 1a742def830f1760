import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TableReader } from '@engage/run';
import { createTableReader } from './duckdb/parquet-reader.ts';
import { createTableWriter } from './duckdb/parquet-writer.ts';
import { rememberingReader } from './remembering-reader.ts';

let folder: string;
const store = { location: (key: string) => join(folder, key) };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engage-remember-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (values: readonly number[]) =>
  createTableWriter(store, { threads: 1 }).write('t.parquet', [
    { name: 'a', type: 'double', values: Float64Array.from(values) },
    { name: 'b', type: 'double', values: Float64Array.from(values, (value) => value * 10) },
  ]);

/** A real reader that counts how often it reads. */
function counted(): { reader: TableReader; reads: () => number } {
  const inner = createTableReader(store, { threads: 1 });
  let reads = 0;
  const counting = <A extends unknown[], T>(read: (...given: A) => T) => {
    return (...given: A): T => {
      reads += 1;
      return read(...given);
    };
  };
  const reader = {
    matrix: counting(inner.matrix),
    numbers: counting(inner.numbers),
    texts: counting(inner.texts),
  };
  return { reader, reads: () => reads };
}

describe('rememberingReader()', () => {
  it('reads what is asked for twice once, and answers as the reader does', async () => {
    await write([1, 2]);
    const { reader, reads } = counted();
    const remembering = rememberingReader(reader, store);
    const [first, again] = await Promise.all([
      remembering.matrix('t.parquet', ['a', 'b']),
      remembering.matrix('t.parquet', ['a', 'b']),
    ]);
    expect(again).toBe(first);
    expect(Array.from(first.values)).toEqual([1, 10, 2, 20]);
    expect(Array.from(await remembering.numbers('t.parquet', 'a'))).toEqual([1, 2]);
    expect(await remembering.texts('t.parquet', 'a')).toEqual(['1.0', '2.0']);
    expect(reads()).toBe(3);
  });

  it('tells other columns, and a file that was written anew, apart', async () => {
    await write([1, 2]);
    const remembering = rememberingReader(createTableReader(store, { threads: 1 }), store);
    expect(Array.from((await remembering.matrix('t.parquet', ['b', 'a'])).values)).toEqual([10, 1, 20, 2]);
    expect(Array.from((await remembering.matrix('t.parquet', ['a', 'b'])).values)).toEqual([1, 10, 2, 20]);
    await write([3, 4]);
    expect(Array.from((await remembering.matrix('t.parquet', ['a', 'b'])).values)).toEqual([3, 30, 4, 40]);
  });

  it('forgets what was asked for longest ago when the room is full', async () => {
    await write([1, 2]);
    const { reader, reads } = counted();
    const remembering = rememberingReader(reader, store, { mostBytes: 16 });
    await remembering.numbers('t.parquet', 'a');
    await remembering.numbers('t.parquet', 'a');
    expect(reads()).toBe(1);
    await remembering.numbers('t.parquet', 'b');
    await remembering.numbers('t.parquet', 'a');
    expect(reads()).toBe(3);
  });

  it('does not remember failures', async () => {
    const remembering = rememberingReader(createTableReader(store, { threads: 1 }), store);
    await expect(remembering.numbers('t.parquet', 'a')).rejects.toThrow();
    writeFileSync(join(folder, 't.parquet'), 'no parquet');
    await expect(remembering.numbers('t.parquet', 'a')).rejects.toThrow();
    await write([5]);
    expect(Array.from(await remembering.numbers('t.parquet', 'a'))).toEqual([5]);
  });
});
