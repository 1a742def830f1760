import { createReadStream } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { createGunzip } from 'node:zlib';
import { InputError } from '@engage/run';
import { codeOf, storageError } from '../folder/storage-error.ts';

/** Encodings that a contract may name. */
export type Encoding = 'utf-8' | 'latin-1' | 'utf-16';
type Decoded = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

const CHUNK = 1 << 22;
/** Bytes looked at to tell UTF-16 by its zero bytes. */
const SAMPLE = 2048;

/** A text file as UTF-8 without a byte order mark, in chunks that end anywhere. */
export interface Utf8Chunks {
  /** What the file turned out to be, in words, where the contract says something else. */
  readonly surprise: string | null;
  /** Whether bytes may be no UTF-8 after all: only then is a reader to check them. */
  readonly unchecked: boolean;
  readonly chunks: AsyncIterable<Buffer>;
}

/**
 * Opens a text file, plain or gzipped. A byte order mark decides the encoding, else zero bytes tell UTF-16, else
 * the contract does. `chunkBytes` is how much is read at a time. Latin-1 is read as its superset Windows-1252.
 *
 * @throws InputError when the file cannot be read, or, while reading, when the gzip data are damaged
 */
export async function utf8Chunks(
  path: string,
  gzip: boolean,
  expected: Encoding,
  chunkBytes = CHUNK,
): Promise<Utf8Chunks> {
  const source = bytesOf(path, gzip, chunkBytes)[Symbol.asyncIterator]();
  const first = await firstChunk(source);
  const { encoding, mark } = encodingOf(first, expected);
  const names = { 'utf-8': 'utf-8', 'windows-1252': 'latin-1', 'utf-16le': 'utf-16', 'utf-16be': 'utf-16' };
  const found = names[encoding];
  return {
    surprise: found === expected || mark ? null : found.toUpperCase(),
    unchecked: encoding === 'utf-8',
    chunks: decoded(first.subarray(mark), source, encoding),
  };
}

/** Enough bytes to judge by, or all there are. */
async function firstChunk(source: AsyncIterator<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  while (bytes < SAMPLE) {
    const { value, done } = await source.next();
    if (done) break;
    parts.push(value);
    bytes += value.length;
  }
  return Buffer.concat(parts);
}

function encodingOf(start: Buffer, expected: Encoding): { encoding: Decoded; mark: number } {
  if (start.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return { encoding: 'utf-8', mark: 3 };
  if (start.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))) return { encoding: 'utf-16le', mark: 2 };
  if (start.subarray(0, 2).equals(Buffer.from([0xfe, 0xff]))) return { encoding: 'utf-16be', mark: 2 };
  const sample = start.subarray(0, SAMPLE);
  const zeros = [0, 1].map((odd) => sample.filter((byte, i) => byte === 0 && i % 2 === odd).length);
  const most = sample.length / 8;
  if (zeros[1]! > most && zeros[0]! <= most) return { encoding: 'utf-16le', mark: 0 };
  if (zeros[0]! > most && zeros[1]! <= most) return { encoding: 'utf-16be', mark: 0 };
  return { encoding: expected === 'latin-1' ? 'windows-1252' : 'utf-8', mark: 0 };
}

async function* decoded(
  first: Buffer,
  rest: AsyncIterator<Buffer>,
  encoding: Decoded,
): AsyncGenerator<Buffer> {
  const decoder = encoding === 'utf-8' ? null : new TextDecoder(encoding);
  const next = (chunk: Buffer): Buffer =>
    decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  yield next(first);
  for (;;) {
    const { value, done } = await rest.next();
    if (done) break;
    yield next(value);
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

async function* bytesOf(path: string, gzip: boolean, chunkBytes: number): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  const gunzip = gzip ? createGunzip({ chunkSize: chunkBytes }) : null;
  file.on('error', (error) => gunzip?.destroy(error));
  try {
    for await (const chunk of gunzip ? file.pipe(gunzip) : file) yield chunk as Buffer;
  } catch (error) {
    if (codeOf(error).startsWith('Z_'))
      throw new InputError(
        `Expected ${path} to be a whole gzip file, found damaged or missing data; copy or pack it again`,
        { cause: error },
      );
    throw storageError(error, 'read', path);
  } finally {
    file.destroy();
  }
}

/** Bytes as UTF-8: as they are where they are UTF-8, else read as Windows-1252. */
export function asUtf8(bytes: Buffer): Buffer {
  return isUtf8(bytes) ? bytes : Buffer.from(new TextDecoder('windows-1252').decode(bytes));
}
