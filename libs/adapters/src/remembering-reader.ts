import { stat } from 'node:fs/promises';
import type { TableReader } from '@engage/run';
import { localPath, type Located } from './duckdb/local-path.ts';

/** Room for what is remembered, where nothing else is said. */
const DEFAULT_MOST_BYTES = 256 * 2 ** 20;
/** What a text takes in a list, with the list's place for it. */
const BYTES_PER_TEXT = 40;

/** A table as it was read. */
type Read = Awaited<ReturnType<TableReader[keyof TableReader]>>;

/**
 * A reader that hands out again what it has read, for as long as the file is the same: the stages of a run in one
 * process all read the same features. Once the room is full, what was asked for longest ago is forgotten, and what
 * alone is larger is never kept. Nobody may change what is handed out.
 *
 * @param reader who reads
 * @param store where the keys lie; local folders only
 * @param options.mostBytes room for all that is remembered, by default 256 MB
 * @example const reader = rememberingReader(createTableReader(store), store);
 */
export function rememberingReader(
  reader: TableReader,
  store: Located,
  { mostBytes = DEFAULT_MOST_BYTES }: { readonly mostBytes?: number } = {},
): TableReader {
  const known = new Map<string, { readonly read: Promise<Read>; bytes: number }>();
  const forgetBeyondRoom = (): void => {
    let bytes = 0;
    for (const [name, entry] of [...known].reverse()) {
      bytes += entry.bytes;
      if (bytes > mostBytes) known.delete(name);
    }
  };
  const remembered = async <T extends Read>(
    kind: string,
    key: string,
    columns: readonly string[],
    read: () => Promise<T>,
  ): Promise<T> => {
    const file = await stat(localPath(store, key)).catch(() => null);
    // The reader itself says best what is missing.
    if (!file) return read();
    const name = JSON.stringify([kind, key, file.ino, file.size, file.mtimeMs, columns]);
    const entry = known.get(name) ?? { read: read(), bytes: 0 };
    known.delete(name);
    known.set(name, entry);
    try {
      // The name says which kind of read this is, so the answer is of that kind.
      const answer = (await entry.read) as T;
      entry.bytes = bytesOf(answer);
      forgetBeyondRoom();
      return answer;
    } catch (error) {
      known.delete(name);
      throw error;
    }
  };
  return {
    matrix: (key, columns) => remembered('matrix', key, columns, () => reader.matrix(key, columns)),
    numbers: (key, column) => remembered('numbers', key, [column], () => reader.numbers(key, column)),
    texts: (key, column) => remembered('texts', key, [column], () => reader.texts(key, column)),
  };
}

function bytesOf(read: Read): number {
  if (Array.isArray(read)) return read.length * BYTES_PER_TEXT;
  return read instanceof Float64Array ? read.byteLength : read.values.byteLength;
}
