import { rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import duckdb from '@duckdb/node-bindings';
import type { ColumnData, TableWriter } from '@engage/run';
import { makeFolder } from '../folder/make-folder.ts';
import { storageError } from '../folder/storage-error.ts';
import { columnSource, type ColumnSource } from './column-source.ts';
import { localPath, type Located } from './local-path.ts';
import { openRawSession } from './raw-session.ts';
import { identifier, literal } from './sql-text.ts';

/**
 * Writes typed arrays to Parquet through DuckDB: a table function hands the arrays over, chunk by chunk, and a
 * COPY writes them. The bytes depend on the columns alone, not on `threads`.
 *
 * @param store where keys lie; local folders only
 * @throws InputError from `write` when the disk is full or permission is missing
 * @param options.threads threads of DuckDB, by default all cores
 *
 * @example
 * const writer = createTableWriter(store);
 * await writer.write('ids.parquet', [{ name: 'id', type: 'integer', values: Int32Array.of(1, 2) }]);
 */
export function createTableWriter(
  store: Located,
  { threads = availableParallelism() }: { readonly threads?: number } = {},
): TableWriter {
  return {
    async write(key, columns) {
      const rows = checkedRows(key, columns);
      const path = localPath(store, key);
      const temporary = `${path}.tmp`;
      await makeFolder(dirname(path));
      try {
        await copy(columns.map(columnSource), rows, temporary, threads);
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined);
        throw storageError(error, 'write to', path);
      }
    },
  };
}

function checkedRows(key: string, columns: readonly ColumnData[]): number {
  const rows = columns[0]?.values.length;
  if (rows === undefined) throw new RangeError(`Expected at least one column to write to ${key}, found none`);
  const names = new Set<string>();
  for (const { name, values, valid } of columns) {
    if (values.length !== rows || (valid && valid.length !== rows))
      throw new RangeError(
        `Expected column "${name}" of ${key} to have ${rows} rows like the first, found ${values.length} values` +
          (valid ? ` and ${valid.length} validity flags` : ''),
      );
    if (names.has(name.toLowerCase()))
      throw new RangeError(`Expected distinct column names in ${key}, found "${name}" twice`);
    names.add(name.toLowerCase());
  }
  return rows;
}

async function copy(sources: readonly ColumnSource[], rows: number, path: string, threads: number) {
  const session = await openRawSession(threads);
  const table = tableFunction('arrays', sources, rows);
  try {
    duckdb.register_table_function(session.connection, table);
    const select = sources.map(({ name, castTo }) =>
      castTo ? `CAST(${identifier(name)} AS ${castTo}) AS ${identifier(name)}` : identifier(name),
    );
    await session.run(
      `COPY (SELECT ${select.join(', ')} FROM arrays()) TO ${literal(path)} (FORMAT parquet)`,
    );
  } finally {
    duckdb.destroy_table_function_sync(table);
    session.close();
  }
}

function tableFunction(name: string, sources: readonly ColumnSource[], rows: number) {
  const chunkRows = duckdb.vector_size();
  let next = 0;
  const table = duckdb.create_table_function();
  duckdb.table_function_set_name(table, name);
  duckdb.table_function_set_bind(table, (info) => {
    for (const source of sources) duckdb.bind_add_result_column(info, source.name, source.logicalType);
    duckdb.bind_set_cardinality(info, rows, true);
  });
  // One thread asks for chunks, so that rows keep their order.
  duckdb.table_function_set_init(table, (info) => duckdb.init_set_max_threads(info, 1));
  duckdb.table_function_set_function(table, (info, chunk) => {
    try {
      const from = next;
      const to = Math.min(rows, from + chunkRows);
      sources.forEach((source, index) => source.fill(duckdb.data_chunk_get_vector(chunk, index), from, to));
      duckdb.data_chunk_set_size(chunk, to - from);
      next = to;
    } catch (error) {
      duckdb.function_set_error(info, String(error));
    }
  });
  return table;
}
