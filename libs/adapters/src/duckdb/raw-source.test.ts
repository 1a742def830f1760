import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { InputError, type QueryEngine, type RawSource, type Row } from '@engage/run';
import { createFolderStore } from '../folder/folder-store.ts';
import { createDuckDbEngine } from './query-engine.ts';

type Dialect = Parameters<RawSource['inspectRaw']>[1];
const dialect: Dialect = { delimiter: ',', quote: '"', nullTokens: [''], encoding: 'utf-8' };

describe('createRawSource()', () => {
  let root: string;
  let engine: QueryEngine & RawSource;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'raw-'));
    const tempDirectory = join(root, 'tmp');
    engine = await createDuckDbEngine(createFolderStore(root), {
      threads: 2,
      memoryLimitMb: 500,
      tempDirectory,
    });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const give = async (name: string, body: string | Uint8Array): Promise<string> => {
    await writeFile(join(root, name), body);
    return join(root, name);
  };
  const read = async (location: string, columns: string[], how: Partial<Dialect> = {}) => {
    const files = await engine.inspectRaw(location, { ...dialect, ...how });
    const accepts = ['integer', 'number', 'boolean', 'date', 'timestamp'] as const;
    const wanted = columns.map((name) => ({ name, accepts }));
    const table = await engine.openRaw('raw', files, wanted, { ...dialect, ...how });
    const rows = await engine.rows('select * from raw order by source_file, source_row');
    const broken = await engine.rows('select * from raw_broken order by source_file, source_row');
    return { files, table, rows, broken };
  };
  const row = (n: number, values: Row, file = 't.csv'): Row => ({
    source_file: file,
    source_row: n,
    ...values,
  });
  const bytes = (text: string, encoding: BufferEncoding): Buffer => Buffer.from(text, encoding);

  it.each([
    ['UTF-8', bytes('id,name\n1,Zoë\n2,\n', 'utf8'), 'utf-8'],
    ['UTF-8 with a byte order mark', bytes('\ufeffid,name\n1,Zoë\n2,\n', 'utf8'), 'utf-8'],
    ['Latin-1', bytes('id,name\n1,Zoë\n2,\n', 'latin1'), 'latin-1'],
    ['Latin-1 where UTF-8 was promised', bytes('id,name\n1,Zoë\n2,\n', 'latin1'), 'utf-8'],
    ['UTF-16', bytes('\ufeffid,name\n1,Zoë\n2,\n', 'utf16le'), 'utf-8'],
    ['UTF-16 without a mark', bytes('id,name\n1,Zoë\n2,\n', 'utf16le'), 'utf-8'],
    ['big-endian UTF-16', bytes('\ufeffid,name\n1,Zoë\n2,\n', 'utf16le').swap16(), 'utf-16'],
    ['CR LF', bytes('id,name\r\n1,Zoë\r\n2,\r\n', 'utf8'), 'utf-8'],
    ['gzip', gzipSync('id,name\n1,Zoë\n2,\n'), 'utf-8'],
    ['two gzip members', Buffer.concat([gzipSync('id,name\n1,Zoë\n'), gzipSync('2,\n')]), 'utf-8'],
  ] as const)('reads %s', async (_, body, encoding) => {
    const { rows, table } = await read(await give('t.csv', body), ['id', 'name'], { encoding });
    expect(rows).toEqual([row(1, { id: '1', name: 'Zoë' }), row(2, { id: '2', name: null })]);
    expect(table).toMatchObject({ rows: 2, brokenRows: 0 });
  });

  it('reads a file row by row where encodings are mixed, and says so', async () => {
    const body = Buffer.concat([bytes('id,name\n1,Zoë\n', 'utf8'), bytes('2,Zoë\n', 'latin1')]);
    const { rows, table } = await read(await give('t.csv', body), ['id', 'name']);
    expect(rows.map((r) => r['name'])).toEqual(['Zoë', 'Zoë']);
    expect(table.notes).toEqual(['1 rows of t.csv are not UTF-8 and were read as Latin-1 (first: row 2)']);
  });

  it('keeps rows without proper columns apart, and counts them', async () => {
    const body = 'id,name\n1,a\n2\n3,"x\n4,b,c\n5,"multi\nline, with ""quotes"""\n';
    const { rows, broken, table } = await read(await give('t.csv', body), ['id', 'name']);
    expect(rows).toEqual([
      row(1, { id: '1', name: 'a' }),
      row(5, { id: '5', name: 'multi\nline, with "quotes"' }),
    ]);
    expect(broken.map((r) => [r['source_row'], r['source_text']])).toEqual([[2, '2'], [3, '3,"x'], [4, '4,b,c']]); // prettier-ignore
    expect(table).toMatchObject({ rows: 5, brokenRows: 3 });
  });

  it('keeps a lone carriage return inside a field', async () => {
    const { rows } = await read(await give('t.csv', 'id,name\n1,a\rb\n'), ['id', 'name']);
    expect(rows).toEqual([row(1, { id: '1', name: 'a\rb' })]);
  });

  it('reads another delimiter', async () => {
    const { rows } = await read(await give('t.csv', 'id;name\n1;a,b\n'), ['id', 'name'], { delimiter: ';' });
    expect(rows).toEqual([row(1, { id: '1', name: 'a,b' })]);
  });

  it('reads a folder of files whose columns differ in order, name by name', async () => {
    await mkdir(join(root, 'folder'));
    await give('folder/b.csv', 'name,id\nx,2\n');
    await give('folder/a.csv', 'id,other\n1,9\n');
    await give('folder/_SUCCESS', '');
    await give('folder/README.md', '# About');
    const { rows } = await read(join(root, 'folder'), ['id', 'name']);
    expect(rows).toEqual([row(1, { id: '1', name: null }, 'a.csv'), row(1, { id: '2', name: 'x' }, 'b.csv')]);
  });

  it('takes of a folder only what ends like data, and says what it leaves', async () => {
    await mkdir(join(root, 'folder'));
    await give('folder/README', 'About\n');
    await give('folder/baseline.txt', 'auc 0.7\n');
    await expect(engine.inspectRaw(join(root, 'folder'), dialect)).rejects.toThrow(
      /in .*folder, found baseline\.txt; rename the data, or give the path of one file/,
    );
    await give('folder/A.CSV', 'id\n1\n');
    await give('folder/b.tsv.gz', gzipSync('id\n2\n'));
    const { rows, table } = await read(join(root, 'folder'), ['id']);
    expect(rows).toEqual([row(1, { id: '1' }, 'A.CSV'), row(1, { id: '2' }, 'b.tsv.gz')]);
    expect(table.notes).toEqual([
      'Of a folder .csv, .tsv, .csv.gz, .tsv.gz and .parquet files are read, not baseline.txt',
    ]);
    expect((await read(join(root, 'folder/A.CSV'), ['id'])).table.notes).toEqual([]);
    const alone = await read(await give('folder/data.txt', 'id\n3\n'), ['id']);
    expect(alone.rows).toEqual([row(1, { id: '3' }, 'data.txt')]);
  });

  it('says where a zero byte is', async () => {
    const location = await give('t.csv', 'id,name\n1,a\n2,b\0c\n');
    await expect(read(location, ['id'])).rejects.toThrow(
      /t\.csv to be CSV or Parquet, found binary data \(a zero byte in line 3, byte 16\); remove it/,
    );
  });

  it('reads Parquet with its own types, and text where files disagree', async () => {
    await mkdir(join(root, 'folder'));
    const columns = `cast(7 as integer) as i, cast(1.5 as decimal(9, 2)) as x, true as b, date '2025-01-31' as d,
      timestamptz '2025-01-31 12:00:00+02' as at, 'text' as t, [1, 2] as l`;
    const one = {
      name: 'one',
      select: `select ${columns}, 1 as mixed`,
      key: 'folder/1.parquet',
      orderBy: ['i'],
    };
    await engine.materialize(one);
    const two = {
      name: 'two',
      select: `select ${columns}, 'x' as mixed`,
      key: 'folder/2.parquet',
      orderBy: ['i'],
    };
    await engine.materialize(two);
    const names = ['i', 'x', 'b', 'd', 'at', 't', 'l', 'mixed'];
    const { rows, table } = await read(join(root, 'folder'), names);
    expect(table.columns.map(({ type }) => type)).toEqual(
      ['integer', 'number', 'boolean', 'date', 'timestamp', 'text', 'text', 'text'], // prettier-ignore
    );
    const values = {
      i: 7,
      x: 1.5,
      b: true,
      d: '2025-01-31',
      at: '2025-01-31T10:00:00.000Z',
      t: 'text',
      l: '[1, 2]',
    };
    expect(rows).toEqual([
      row(1, { ...values, mixed: '1' }, '1.parquet'),
      row(1, { ...values, mixed: 'x' }, '2.parquet'),
    ]);
    expect(table.rows).toBe(2);
  });

  it('keeps columns apart that are named like its own', async () => {
    const { rows } = await read(await give('t.csv', 'source_row,raw_row,c0\na,b,c\n'), ['raw_row', 'c0']);
    expect(rows).toEqual([row(1, { raw_row: 'b', c0: 'c' })]);
  });

  it.each([
    [
      'an empty file',
      'e.csv',
      Buffer.alloc(0),
      /e\.csv to be CSV.*found an empty file; export the table again/,
    ],
    [
      'a blank file',
      'b.csv',
      bytes('\n\n', 'utf8'),
      /Expected a header line in .*b\.csv, found an empty file/,
    ],
    ['a zip archive', 'z.csv', bytes('PK\x03\x04....data.csv', 'latin1'), /found a zip archive; unpack it/],
    [
      'an Excel workbook',
      'x.csv',
      bytes('PK\x03\x04....[Content_Types].xml', 'latin1'),
      /\(XLSX\); export the sheet as CSV/,
    ],
    [
      'an old Excel workbook',
      'x.xls',
      bytes('\xd0\xcf\x11\xe0\xa1\xb1', 'latin1'),
      /\(XLS\); export the sheet as CSV/,
    ],
    [
      'binary data',
      'b.bin',
      Buffer.from([1, 0, 0, 2, 0, 0, 0, 3]),
      /found binary data \(a zero byte in line 1, byte 2\); remove it, or export the file as CSV/,
    ],
    [
      'truncated gzip',
      't.gz',
      gzipSync('id,name\n' + '1,a\n'.repeat(5000)).subarray(0, 30),
      /whole gzip file, found damaged/,
    ],
    [
      'Parquet without an end',
      'p.parquet',
      bytes('PAR1 and no more of it', 'utf8'),
      /whole Parquet file, found one whose end is missing \(22 bytes\); copy or export it again/,
    ],
    [
      'damaged Parquet',
      'd.parquet',
      bytes('PAR1xxxxxxxxxxxx\x04\x00\x00\x00PAR1', 'latin1'),
      /whole Parquet file, found damaged data/,
    ],
  ])('refuses %s', async (_, name, body, message) => {
    const location = await give(name, body);
    const failed = read(location, ['id']);
    await expect(failed).rejects.toThrow(InputError);
    await expect(failed).rejects.toThrow(message);
  });

  it('refuses real Parquet that was cut at any place', async () => {
    const select = "select i, 'some text' as t from (values (1), (2), (3)) as t (i)";
    await engine.materialize({ name: 'p', select, key: 'whole.parquet', orderBy: ['i'] });
    const whole = await createFolderStore(root).read('whole.parquet');
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const cut = await give('cut.parquet', whole.subarray(0, Math.floor(whole.length * share)));
      await expect(engine.inspectRaw(cut, dialect)).rejects.toThrow(
        /cut\.parquet to be a whole Parquet file/,
      );
    }
  });

  it('refuses a path where nothing is, and a folder without data', async () => {
    await expect(engine.inspectRaw(join(root, 'no.csv'), dialect)).rejects.toThrow(
      /no\.csv, found none; check the path/,
    );
    await mkdir(join(root, 'folder'));
    await expect(engine.inspectRaw(join(root, 'folder'), dialect)).rejects.toThrow(
      /files that end in .*\.parquet in .*folder, found none; check the path/,
    );
  });

  it('removes what it kept when the engine is closed', async () => {
    await read(await give('t.csv', 'id\n1\n'), ['id']);
    expect(await readdir(join(root, 'tmp'))).not.toEqual([]);
    await engine.close();
    expect((await readdir(join(root, 'tmp'))).filter((name) => name.startsWith('raw-'))).toEqual([]);
  });

  it('loses no row, whatever the text', async () => {
    const piece = fc.constantFrom('1', 'é', ',', '"', '""', '\n', '\r\n', '\r', ' ', "'", '\\', '\t', '#');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const location = await give('t.csv', `id,name\n1,a\n${pieces.join('')}\n`);
        const { rows, broken, table } = await read(location, ['id', 'name']);
        expect(rows.length + broken.length).toBe(table.rows);
        const numbers = [...rows, ...broken].map((r) => Number(r['source_row'])).sort((a, b) => a - b);
        expect(numbers).toEqual(Array.from({ length: table.rows }, (_, i) => i + 1));
      }),
      { numRuns: 60 },
    );
  });
});
