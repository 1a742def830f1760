import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, ObjectNotFoundError, QueryError, type ColumnData } from '@engage/run';
import fc from 'fast-check';
import { asOrdinaryUser } from '../testing/as-ordinary-user.ts';
import { createTableReader } from './parquet-reader.ts';
import { createTableWriter } from './parquet-writer.ts';

let folder: string;
const store = { location: (key: string) => join(folder, key) };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engage-parquet-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writer = createTableWriter(store, { threads: 2 });
const reader = createTableReader(store, { threads: 2 });

const day = 86_400_000_000n;
const everyType: ColumnData[] = [
  {
    name: 'double',
    type: 'double',
    values: Float64Array.of(1.5, -0.1, 3e300),
    valid: Uint8Array.of(1, 1, 0),
  },
  { name: 'float', type: 'float', values: Float32Array.of(0.5, NaN, Infinity) },
  {
    name: 'integer',
    type: 'integer',
    values: Int32Array.of(-7, 0, 2147483647),
    valid: Uint8Array.of(0, 1, 1),
  },
  { name: 'bigint', type: 'bigint', values: BigInt64Array.of(-1n, 9007199254740993n, 3n) },
  { name: 'boolean', type: 'boolean', values: Uint8Array.of(1, 0, 1), valid: Uint8Array.of(1, 1, 0) },
  { name: 'date', type: 'date', values: Int32Array.of(0, 19_000, -1) },
  { name: 'timestamp', type: 'timestamp', values: BigInt64Array.of(0n, day, day * 365n) },
  {
    name: 'dictionary',
    type: 'dictionary',
    values: Uint8Array.of(1, 0, 0),
    valid: Uint8Array.of(1, 0, 1),
    words: ["l'été", 'a text that is longer than twelve bytes'],
  },
];

describe('createTableWriter() and createTableReader()', () => {
  it('carry every column type and its nulls', async () => {
    await writer.write('deep/folder/all.parquet', everyType);
    const texts = (column: string) => reader.texts('deep/folder/all.parquet', column);
    expect(await texts('double')).toEqual(['1.5', '-0.1', null]);
    expect(await texts('float')).toEqual(['0.5', 'nan', 'inf']);
    expect(await texts('integer')).toEqual([null, '0', '2147483647']);
    expect(await texts('bigint')).toEqual(['-1', '9007199254740993', '3']);
    expect(await texts('boolean')).toEqual(['true', 'false', null]);
    expect(await texts('date')).toEqual(['1970-01-01', '2022-01-08', '1969-12-31']);
    expect(await texts('timestamp')).toEqual([
      '1970-01-01 00:00:00',
      '1970-01-02 00:00:00',
      '1971-01-01 00:00:00',
    ]);
    expect(await texts('dictionary')).toEqual(['a text that is longer than twelve bytes', null, "l'été"]);
  });

  it('read numbers and booleans as one row-major matrix, NaN for null', async () => {
    await writer.write('all.parquet', everyType);
    const { values, rows } = await reader.matrix('all.parquet', ['integer', 'boolean', 'float']);
    expect(rows).toBe(3);
    expect([...values]).toEqual([NaN, 1, 0.5, 0, 0, NaN, 2147483648, NaN, Infinity]);
    expect([...(await reader.numbers('all.parquet', 'double'))]).toEqual([1.5, -0.1, NaN]);
  });

  it('return what was written, in order, whatever the number of rows', async () => {
    const row = fc.record({
      number: fc.option(fc.double({ noNaN: true }), { nil: null }),
      word: fc.option(fc.constantFrom('', 'α', 'twelve bytes', 'thirteen byte', 'a', "'; DROP"), {
        nil: null,
      }),
    });
    // Lengths around the vector (2,048 rows) and the row group (122,880 rows) come by repetition.
    const repeat = fc.constantFrom(1, 700, 2_048, 40_000);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), repeat, async (some, times) => {
        const rows = Array.from({ length: times }, () => some).flat();
        const words = [...new Set(rows.map(({ word }) => word ?? ''))];
        await writer.write('t.parquet', [
          { name: 'at', type: 'integer', values: Int32Array.from(rows, (_, index) => index) },
          {
            name: 'number',
            type: 'double',
            values: Float64Array.from(rows, ({ number }) => number ?? 0),
            valid: Uint8Array.from(rows, ({ number }) => Number(number !== null)),
          },
          {
            name: 'word',
            type: 'dictionary',
            words,
            values: Uint16Array.from(rows, ({ word }) => words.indexOf(word ?? '')),
            valid: Uint8Array.from(rows, ({ word }) => Number(word !== null)),
          },
        ]);
        const at = await reader.numbers('t.parquet', 'at');
        expect(at.every((value, index) => value === index)).toBe(true);
        const numbers = await reader.numbers('t.parquet', 'number');
        expect(numbers).toEqual(Float64Array.from(rows, ({ number }) => number ?? NaN));
        expect(await reader.texts('t.parquet', 'word')).toEqual(rows.map(({ word }) => word));
      }),
      { numRuns: 15 },
    );
  });

  it('write the same bytes on one thread and on two', async () => {
    const rows = 300_000;
    const columns: ColumnData[] = [
      { name: 'a', type: 'double', values: Float64Array.from({ length: rows }, (_, i) => Math.sin(i)) },
      {
        name: 'b',
        type: 'dictionary',
        words: ['x', 'y'],
        values: Uint8Array.from({ length: rows }, (_, i) => i % 2),
      },
    ];
    await createTableWriter(store, { threads: 1 }).write('one.parquet', columns);
    await createTableWriter(store, { threads: 2 }).write('two.parquet', columns);
    expect(
      readFileSync(store.location('one.parquet')).equals(readFileSync(store.location('two.parquet'))),
    ).toBe(true);
  });

  it('carry views into larger and shared buffers, and dictionaries of more than 256 words', async () => {
    const words = Array.from({ length: 70_000 }, (_, index) => `word ${index}`);
    const shared = new Int32Array(new SharedArrayBuffer(12));
    shared.set([5, 6, 7]);
    await writer.write('views.parquet', [
      { name: 'view', type: 'double', values: Float64Array.of(0, 1, 2, 3, 4).subarray(1, 4) },
      { name: 'shared', type: 'integer', values: shared },
      { name: 'word', type: 'dictionary', words, values: Uint32Array.of(69_999, 0, 300) },
      { name: 'repeated', type: 'dictionary', words: ['same', 'same', 'b'], values: Uint8Array.of(0, 1, 2) },
      { name: 'none', type: 'dictionary', words: [], values: new Uint8Array(3), valid: new Uint8Array(3) },
    ]);
    expect([...(await reader.numbers('views.parquet', 'view'))]).toEqual([1, 2, 3]);
    expect([...(await reader.numbers('views.parquet', 'shared'))]).toEqual([5, 6, 7]);
    expect(await reader.texts('views.parquet', 'word')).toEqual(['word 69999', 'word 0', 'word 300']);
    expect(await reader.texts('views.parquet', 'repeated')).toEqual(['same', 'same', 'b']);
    expect(await reader.texts('views.parquet', 'none')).toEqual([null, null, null]);
  });

  it('carry a table without rows', async () => {
    await writer.write('empty.parquet', [{ name: 'a', type: 'double', values: new Float64Array(0) }]);
    expect(await reader.matrix('empty.parquet', ['a'])).toEqual({ values: new Float32Array(0), rows: 0 });
    expect(await reader.texts('empty.parquet', 'a')).toEqual([]);
  });

  it('refuse columns that differ in length or name twice, and leave nothing behind', async () => {
    const a: ColumnData = { name: 'a', type: 'integer', values: Int32Array.of(1, 2) };
    const short: ColumnData = { name: 'b', type: 'integer', values: Int32Array.of(1) };
    await expect(writer.write('x.parquet', [a, short])).rejects.toThrow(
      'Expected column "b" of x.parquet to have 2 rows like the first, found 1 values',
    );
    await expect(writer.write('x.parquet', [a, { ...a, name: 'A' }])).rejects.toThrow(RangeError);
    await expect(writer.write('x.parquet', [])).rejects.toThrow('found none');
    const wild: ColumnData = { name: 'w', type: 'dictionary', words: ['x'], values: Uint8Array.of(3, 0) };
    await expect(writer.write('x.parquet', [wild])).rejects.toThrow('Expected codes below 1 in column "w"');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tell a person about a folder without write permission', async () => {
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'mine'), { mode: 0o555 });
    const column: ColumnData = { name: 'a', type: 'integer', values: Int32Array.of(1) };
    for (const key of ['mine/x.parquet', 'mine/deeper/x.parquet']) {
      const written = asOrdinaryUser(() => writer.write(key, [column]));
      await expect(written).rejects.toThrow(InputError);
      await expect(written).rejects.toThrow(
        /^Expected to write to .*mine\/(?:x\.parquet|deeper), found no permission/,
      );
    }
  });

  it('replace a file whole', async () => {
    await writer.write('x.parquet', [{ name: 'a', type: 'integer', values: Int32Array.of(1) }]);
    await writer.write('x.parquet', [{ name: 'b', type: 'integer', values: Int32Array.of(2) }]);
    expect(await reader.texts('x.parquet', 'b')).toEqual(['2']);
    expect(readdirSync(folder)).toEqual(['x.parquet']);
  });

  it('name what is missing', async () => {
    await expect(reader.texts('none.parquet', 'a')).rejects.toThrow(ObjectNotFoundError);
    await writer.write('x.parquet', everyType);
    await expect(reader.numbers('x.parquet', 'absent')).rejects.toThrow(QueryError);
    const remote = createTableWriter({ location: (key) => `s3://bucket/${key}` });
    await expect(remote.write('x.parquet', everyType)).rejects.toThrow('Expected a local path for x.parquet');
  });
});
