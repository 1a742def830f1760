import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  ObjectNotFoundError,
  type MaterializeRequest,
  type ObjectStore,
  type QueryEngine,
  type RawSource,
  type Row,
  type StoredObject,
} from '@engage/run';
import { makeFolder } from '../folder/make-folder.ts';
import { storageError } from '../folder/storage-error.ts';
import { ask, type Answer } from './ask.ts';
import { cellOf } from './cell.ts';
import { failureOf } from './failure.ts';
import { createRawSource } from './raw-source.ts';
import { connectDuckDb, type DuckDbOptions } from './connect.ts';
import { identifier, literal, pathLiteral } from './sql-text.ts';

/** What DuckDB can do beyond the port. */
export interface Asking {
  /**
   * Answers one SELECT of a person; from then on the engine reads below one key alone and cannot be unlocked.
   *
   * @param folder key that ends with `/`
   * @throws InputError when the text is anything but one SELECT
   */
  ask(folder: string, sql: string): Promise<Answer>;
}

/**
 * DuckDB as the query engine and as the reader of raw files. SELECTs mean what they mean in Trino (integer
 * division, UTC, Trino's functions as macros); the same rows are the same bytes on any number of threads.
 *
 * @param store where Parquet is read and written; its locations must be paths
 * @throws InputError from its methods when the disk is full or permission is missing
 * @example const engine = await createDuckDbEngine(store, { threads: 2, memoryLimitMb: 2000, tempDirectory })
 */
export async function createDuckDbEngine(
  store: ObjectStore,
  options: DuckDbOptions,
): Promise<QueryEngine & RawSource & Asking> {
  const { connection, close } = await connectDuckDb(options);
  const run = async (statement: string) => {
    try {
      return await connection.runAndReadAll(statement);
    } catch (error) {
      throw failureOf(error, statement);
    }
  };
  const attach = async (name: string, key: string): Promise<void> => {
    if (!(await store.exists(key))) throw new ObjectNotFoundError(key, store.location(key));
    const isFolder = key.endsWith('/');
    const source = isFolder
      ? `${pathLiteral(store.location(key)).slice(0, -1)}**/*.parquet', hive_partitioning = true, hive_types_autocast = false`
      : pathLiteral(store.location(key));
    const columns = isFolder ? `*${renamed(await store.list(key), key)}` : '*';
    await run(
      `create or replace temp view ${identifier(name)} as select ${columns} from read_parquet(${source})`,
    );
  };
  const raw = createRawSource({ run, rows: rowsOf, tempDirectory: options.tempDirectory });
  return {
    inspectRaw: raw.inspectRaw,
    openRaw: raw.openRaw,
    attach,
    async stage(name, select) {
      await run(`create or replace temp table ${identifier(name)} as ${select}`);
    },
    async materialize(request) {
      const location = store.location(request.key).replace(/\/$/, '');
      const part = `${location}.tmp`;
      const rows = await toFile(part, location, async () => {
        if (request.partitionBy) await run('set threads = 1');
        try {
          const written = await run(copyTo(part, request));
          return Number(written.getRows()[0]?.[0]);
        } finally {
          if (request.partitionBy) await run(`set threads = ${options.threads}`);
        }
      });
      await attach(request.name, request.key);
      return rows;
    },
    rows: rowsOf,
    ask: (folder, sql) => ask(connection, store.location(folder), sql),
    async close() {
      close();
      await raw.close();
    },
  };

  async function rowsOf(select: string): Promise<Row[]> {
    const reader = await run(select);
    const names = reader.columnNames();
    return reader
      .getRows()
      .map((values) => Object.fromEntries(values.map((value, i) => [names[i]!, cellOf(value, names[i]!)])));
  }
}

/**
 * Zstandard costs no more time than Snappy on the customers' table and takes a third less room. Partitions are
 * written by one thread: with more, DuckDB deals rows to files as they come.
 */
function copyTo(path: string, { select, orderBy, partitionBy }: MaterializeRequest): string {
  const order = orderBy.map(ordering).join(', ');
  const partitions = partitionBy ? `, partition_by (${partitionBy.map(identifier).join(', ')})` : '';
  return `copy (select * from (${select}) order by ${order}) to ${literal(path)} (format parquet, compression zstd${partitions})`;
}

/** DuckDB encodes the names of partition columns in those of folders, but does not decode them again. */
function renamed(objects: readonly StoredObject[], prefix: string): string {
  const folders = objects.flatMap(({ key }) => key.slice(prefix.length).split('/').slice(0, -1));
  const written = new Set(
    folders.filter((folder) => folder.includes('=')).map((folder) => folder.split('=')[0]!),
  );
  const pairs = [...written]
    .filter((name) => /%[0-9a-f]{2}/i.test(name))
    .map((name) => `${identifier(name)} as ${identifier(decodeURIComponent(name))}`);
  return pairs.length === 0 ? '' : ` rename (${pairs.join(', ')})`;
}

/** `name`, or `name desc`. */
function ordering(term: string): string {
  const [, name = term, direction = ''] = /^(.+?)( asc| desc)?$/i.exec(term) ?? [];
  return identifier(name) + direction;
}

async function toFile<T>(part: string, location: string, write: () => Promise<T>): Promise<T> {
  try {
    await makeFolder(dirname(location));
    await rm(part, { recursive: true, force: true });
    const result = await write();
    await rm(location, { recursive: true, force: true });
    await rename(part, location);
    return result;
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw storageError(error, 'write to', location);
  }
}
