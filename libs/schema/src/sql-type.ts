import type { ColumnType } from './contract.ts';

/** The type that a column has once it is curated, in words that DuckDB and Trino share. */
export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'varchar',
  integer: 'bigint',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp(6)',
};
