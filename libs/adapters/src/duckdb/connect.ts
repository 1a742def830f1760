import { DuckDBInstance, version, type DuckDBConnection } from '@duckdb/node-api';
import { makeFolder } from '../folder/make-folder.ts';

/** How much of the machine DuckDB may use. */
export interface DuckDbOptions {
  readonly threads: number;
  /** Beyond it DuckDB spills to the temporary folder. */
  readonly memoryLimitMb: number;
  /** Folder for what does not fit in memory and for files that live only as long as the engine. */
  readonly tempDirectory: string;
}

/** An open database in memory. */
export interface DuckDb {
  readonly connection: DuckDBConnection;
  close(): void;
}

/** Settings that make DuckDB mean what Trino means, and that keep it off the network. */
const SETTINGS = [
  `set autoinstall_known_extensions = false`,
  `set autoload_known_extensions = false`,
  `set integer_division = true`,
  `set ieee_floating_point_ops = false`,
  `set TimeZone = 'UTC'`,
  `set preserve_insertion_order = true`,
  `set default_null_order = 'nulls_last'`,
  `set enable_progress_bar = false`,
];

/**
 * Functions that only Trino has, or that mean something else there. Trino's `sha256` takes and gives bytes,
 * DuckDB's gives hex digits.
 */
const MACROS = [
  `create macro to_utf8(x) as encode(x)`,
  `create macro sha256(x) as unhex(system.main.sha256(x))`,
  `create macro regexp_like(x, pattern) as regexp_matches(x, pattern)`,
  `create macro is_nan(x) as isnan(x)`,
  `create macro is_infinite(x) as isinf(x)`,
  `create macro is_finite(x) as isfinite(x)`,
  `create macro array_join(list, delimiter) as array_to_string(list, delimiter)`,
  `create macro json_format(x) as cast(x as varchar)`,
  `create macro to_unixtime(x) as epoch(x)`,
];

/**
 * Opens DuckDB in memory with Trino's meaning of division, time zones and the functions that the SQL here uses.
 *
 * @throws InputError when the temporary folder cannot be made
 */
export async function connectDuckDb(options: DuckDbOptions): Promise<DuckDb> {
  await makeFolder(options.tempDirectory);
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads),
    memory_limit: `${options.memoryLimitMb}MB`,
    temp_directory: options.tempDirectory,
  });
  const connection = await instance.connect();
  for (const statement of [...SETTINGS, ...MACROS]) await connection.run(statement);
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** DuckDB's version, for example "1.5.5". */
export function duckDbVersion(): string {
  return version().replace(/^v/, '');
}
