import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import duckdb, { type DataChunk, type Vector } from '@duckdb/node-bindings';
import { ObjectNotFoundError, type TableReader } from '@engage/run';
import { localPath, type Located } from './local-path.ts';
import { openRawSession } from './raw-session.ts';
import { identifier, literal } from './sql-text.ts';
import { textsOf } from './vector-texts.ts';

/**
 * Reads Parquet into typed arrays through DuckDB, chunk by chunk, rows in file order.
 * Methods throw ObjectNotFoundError when nothing lies under the key and QueryError when a column is missing or
 * cannot be a number.
 *
 * @param store where keys lie; local folders only
 * @param options.threads threads of DuckDB, by default all cores
 *
 * @example
 * const { values, rows } = await createTableReader(store).matrix('features.parquet', ['age', 'visits']);
 */
export function createTableReader(
  store: Located,
  { threads = availableParallelism() }: { readonly threads?: number } = {},
): TableReader {
  const read = (key: string, columns: readonly string[], type: string, take: TakeChunk) =>
    readChunks(store, key, columns, type, threads, take);
  return {
    async matrix(key, columns) {
      const width = columns.length;
      let values: Float32Array = new Float32Array(0);
      let rows = 0;
      await read(key, columns, 'FLOAT', (chunk, from, total) => {
        // Shared memory, so that an engine in another thread reads it in place.
        if (values.length === 0) values = new Float32Array(new SharedArrayBuffer(4 * total * width));
        const count = duckdb.data_chunk_get_size(chunk);
        for (let column = 0; column < width; column++) {
          const vector = duckdb.data_chunk_get_vector(chunk, column);
          const source = floatsOf(vector, count);
          for (let row = 0, at = from * width + column; row < count; row++, at += width)
            values[at] = source[row]!;
          eachNull(vector, count, (row) => (values[(from + row) * width + column] = NaN));
        }
        rows = from + count;
      });
      return { values, rows };
    },

    async numbers(key, column) {
      let values = new Float64Array(0);
      await read(key, [column], 'DOUBLE', (chunk, from, total) => {
        if (values.length === 0) values = new Float64Array(total);
        const count = duckdb.data_chunk_get_size(chunk);
        const vector = duckdb.data_chunk_get_vector(chunk, 0);
        const bytes = duckdb.vector_get_data(vector, count * 8);
        values.set(new Float64Array(bytes.buffer, bytes.byteOffset, count), from);
        eachNull(vector, count, (row) => (values[from + row] = NaN));
      });
      return values;
    },

    async texts(key, column) {
      const values: (string | null)[] = [];
      await read(key, [column], 'VARCHAR', (chunk, from) => {
        const count = duckdb.data_chunk_get_size(chunk);
        const vector = duckdb.data_chunk_get_vector(chunk, 0);
        const missing = new Set<number>();
        eachNull(vector, count, (row) => missing.add(row));
        textsOf(vector, count, missing, (row, text) => (values[from + row] = text));
      });
      return values;
    },
  };
}

/** Gets each chunk with the number of its first row and of all rows. */
type TakeChunk = (chunk: DataChunk, from: number, total: number) => void;

async function readChunks(
  store: Located,
  key: string,
  columns: readonly string[],
  type: string,
  threads: number,
  take: TakeChunk,
): Promise<void> {
  const path = localPath(store, key);
  await access(path).catch(() => {
    throw new ObjectNotFoundError(key, path);
  });
  const session = await openRawSession(threads);
  try {
    const select = columns.map((name) => `CAST(${identifier(name)} AS ${type})`);
    const result = await session.run(`SELECT ${select.join(', ')} FROM read_parquet(${literal(path)})`);
    const total = duckdb.row_count(result);
    let from = 0;
    for (;;) {
      const chunk = await duckdb.fetch_chunk(result);
      const count = chunk ? duckdb.data_chunk_get_size(chunk) : 0;
      if (!chunk || count === 0) break;
      take(chunk, from, total);
      from += count;
    }
  } finally {
    session.close();
  }
}

function floatsOf(vector: Vector, count: number): Float32Array {
  const bytes = duckdb.vector_get_data(vector, count * 4);
  return new Float32Array(bytes.buffer, bytes.byteOffset, count);
}

/** Calls back for the rows whose validity bit is 0; a vector without a mask has no nulls. */
function eachNull(vector: Vector, count: number, found: (row: number) => void): void {
  const mask: Uint8Array | null = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8);
  if (!mask) return;
  for (let row = 0; row < count; row++) if (!(mask[row >> 3]! & (1 << (row & 7)))) found(row);
}
