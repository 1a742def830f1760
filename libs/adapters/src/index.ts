export { createTableReader } from './duckdb/parquet-reader.ts';
export { createTableWriter } from './duckdb/parquet-writer.ts';
