import duckdb, { type Connection, type Result } from '@duckdb/node-bindings';
import { failureOf } from './failure.ts';

/** One in-memory DuckDB, reached through the raw bindings: typed arrays go in and out without boxing. */
export interface RawSession {
  readonly connection: Connection;
  /** @throws InputError when the file system refuses; else QueryError with DuckDB's own message */
  run(statement: string): Promise<Result>;
  close(): void;
}

/**
 * Opens an in-memory database that never reaches for the network and keeps rows in the order given.
 *
 * @param threads worker threads of DuckDB, at least 1
 */
export async function openRawSession(threads: number): Promise<RawSession> {
  const config = duckdb.create_config();
  const settings = {
    threads: String(threads),
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  };
  for (const [name, value] of Object.entries(settings)) duckdb.set_config(config, name, value);
  const database = await duckdb.open(':memory:', config);
  const connection = await duckdb.connect(database);
  return {
    connection,
    run: (statement) => run(connection, statement),
    close() {
      duckdb.disconnect_sync(connection);
      duckdb.close_sync(database);
    },
  };
}

async function run(connection: Connection, statement: string): Promise<Result> {
  try {
    return await duckdb.query(connection, statement);
  } catch (error) {
    throw failureOf(error, statement);
  }
}
