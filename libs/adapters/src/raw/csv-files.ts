import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { InputError } from '@engage/run';
import { storageError } from '../folder/storage-error.ts';
import { createRecordScanner, type RecordSink } from './record-scanner.ts';
import { asUtf8, utf8Chunks, type Encoding } from './utf8-chunks.ts';

/** How a text file is written. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly encoding: Encoding;
}

/** A line of which no columns could be made. */
export interface BrokenLine {
  /** Data rows counted from 1. */
  readonly row: number;
  readonly text: string;
  readonly reason: string;
}

export interface CleanedCsv {
  readonly rows: number;
  readonly broken: readonly BrokenLine[];
  readonly notes: readonly string[];
}

const FLUSH = 1 << 22;
/** The header is looked for in small pieces: what follows it is not needed yet. */
const HEADER_CHUNK = 1 << 16;
/** A zero byte so early is no slip in one row. */
const BINARY_SAMPLE = 4096;
/** A lone CR inside a field would end the row for the next reader, were the field not quoted. */
const CR = 13;
/** Broken lines kept in memory; a file with more of them is no table. */
const MOST_BROKEN = 1_000_000;

/**
 * Column names of a text file: its first line that is not empty, trimmed.
 *
 * @throws InputError when there is no line, or binary data
 */
export async function readHeader(path: string, gzip: boolean, dialect: CsvDialect): Promise<string[]> {
  let header: string[] | null = null;
  const keep = (fields: readonly Buffer[]): void => {
    header ??= fields.map((field) => asUtf8(field).toString().trim());
  };
  const scanner = createRecordScanner(
    { ...dialect, fields: null },
    {
      plain: (line) => keep(splitPlain(line, dialect.delimiter)),
      quoted: keep,
      broken: (_, reason) => {
        if (header) return;
        throw new InputError(
          `Expected a header line in ${path}, found that ${reason}; correct its first line`,
        );
      },
    },
  );
  const { chunks } = await utf8Chunks(path, gzip, dialect.encoding, HEADER_CHUNK);
  let linesBefore = 0;
  let bytesBefore = 0;
  for await (const chunk of chunks) {
    const zero = chunk.subarray(0, BINARY_SAMPLE).indexOf(0);
    if (zero !== -1) {
      const line = linesBefore + linesOf(chunk.subarray(0, zero));
      throw new InputError(
        `Expected ${path} to be CSV or Parquet, found binary data (a zero byte in line ${line}, byte ${bytesBefore + zero + 1}); remove it, or export the file as CSV`,
      );
    }
    scanner.push(chunk);
    if (header) return header;
    linesBefore += linesOf(chunk) - 1;
    bytesBefore += chunk.length;
  }
  scanner.end();
  if (header) return header;
  throw new InputError(`Expected a header line in ${path}, found an empty file; export the table again`);
}

/**
 * Writes a text file anew as plain UTF-8 with the number of the row as the first field and without its header,
 * so that a reader needs no guesses; lines that are no records are kept apart.
 *
 * @param fields columns that each row must have
 */
export async function cleanCsv(
  path: string,
  gzip: boolean,
  dialect: CsvDialect,
  fields: number,
  target: string,
): Promise<CleanedCsv> {
  const { chunks, surprise, unchecked } = await utf8Chunks(path, gzip, dialect.encoding);
  const out = createWriteStream(target, { highWaterMark: FLUSH });
  const failed = new Promise<never>((_, reject) => {
    out.once('error', (error) => reject(storageError(error, 'write to', target)));
  });
  const page = createPage(dialect, unchecked);
  const scanner = createRecordScanner({ ...dialect, fields }, page.sink);
  const write = async (): Promise<void> => {
    const bytes = page.take();
    if (bytes.length > 0 && !out.write(bytes)) await Promise.race([once(out, 'drain'), failed]);
  };
  const work = async (): Promise<void> => {
    for await (const chunk of chunks) {
      scanner.push(chunk);
      await write();
    }
    scanner.end();
    await write();
    out.end();
    await Promise.race([once(out, 'close'), failed]);
  };
  try {
    await Promise.race([work(), failed]);
  } finally {
    out.destroy();
  }
  const { rows, broken, latin } = page.state();
  const notes = surprise ? [`${nameOf(path)} was read as ${surprise}, which its bytes show`] : [];
  if (latin.rows > 0)
    notes.push(
      `${latin.rows} rows of ${nameOf(path)} are not UTF-8 and were read as Latin-1 (first: row ${latin.first})`,
    );
  return { rows, broken, notes };
}

/** Collects clean rows until they are taken. */
function createPage(dialect: CsvDialect, unchecked: boolean) {
  const newline = Buffer.from('\n');
  let buffer = Buffer.allocUnsafe(FLUSH);
  let used = 0;
  let row = 0;
  let isHeader = true;
  const broken: BrokenLine[] = [];
  const latin = { rows: 0, first: 0 };

  const room = (bytes: number): void => {
    if (used + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * buffer.length, used + bytes));
    buffer.copy(larger, 0, 0, used);
    buffer = larger;
  };
  const put = (line: Buffer): void => {
    room(line.length + 24);
    used += buffer.write(`${row}${dialect.delimiter}`, used, 'latin1');
    used += line.copy(buffer, used);
    used += newline.copy(buffer, used);
  };
  const text = (bytes: Buffer): Buffer => {
    if (!unchecked) return bytes;
    const utf8 = asUtf8(bytes);
    if (utf8 !== bytes) {
      latin.rows += 1;
      latin.first ||= row;
    }
    return utf8;
  };
  const keepBroken = (line: Buffer, reason: string): void => {
    if (broken.length < MOST_BROKEN) broken.push({ row, text: asUtf8(line).toString(), reason });
    else
      throw new InputError(
        `Expected rows with columns, found ${MOST_BROKEN} broken ones; check the delimiter`,
      );
  };
  const next = (take: () => void): void => {
    if (!isHeader) {
      row += 1;
      take();
    }
    isHeader = false;
  };
  const takeFields = (fields: readonly Buffer[]): void => {
    const comma = Buffer.from(dialect.delimiter);
    const parts = fields.flatMap((field, i) =>
      i === 0 ? [quotedField(field)] : [comma, quotedField(field)],
    );
    takeLine(Buffer.concat(parts));
  };
  const takeLine = (line: Buffer): void => {
    if (line.includes(0)) keepBroken(line, 'the row has zero bytes');
    else put(text(line));
  };
  const sink: RecordSink = {
    plain: (line) =>
      next(() => (line.includes(CR) ? takeFields(splitPlain(line, dialect.delimiter)) : takeLine(line))),
    quoted: (fields) => next(() => takeFields(fields)),
    broken: (line, reason) => next(() => keepBroken(line, reason)),
  };
  return {
    sink,
    take(): Buffer {
      const taken = buffer.subarray(0, used);
      buffer = Buffer.allocUnsafe(FLUSH);
      used = 0;
      return taken;
    },
    state: () => ({ rows: row, broken, latin }),
  };

  function quotedField(field: Buffer): Buffer {
    if (field.length === 0) return field;
    const mark = dialect.quote;
    return Buffer.from(mark + field.toString('latin1').replaceAll(mark, mark + mark) + mark, 'latin1');
  }
}

function splitPlain(line: Buffer, delimiter: string): Buffer[] {
  return line
    .toString('latin1')
    .split(delimiter)
    .map((field) => Buffer.from(field, 'latin1'));
}

function linesOf(bytes: Buffer): number {
  return bytes.toString('latin1').split('\n').length;
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
