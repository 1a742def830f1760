export type { Answer } from './duckdb/ask.ts';
export { createTableReader } from './duckdb/parquet-reader.ts';
export { createTableWriter } from './duckdb/parquet-writer.ts';
export { createDuckDbEngine } from './duckdb/query-engine.ts';
export { duckDbVersion } from './duckdb/connect.ts';
export type { DuckDbOptions } from './duckdb/connect.ts';
export { createFolderStore, makeFolder } from './folder/index.ts';
export { rememberingReader } from './remembering-reader.ts';
