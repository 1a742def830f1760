import type { RawColumn, RawType } from '@engage/run';
import { identifier } from './sql-text.ts';

/** How a column of a Parquet file is read: its raw type, and the SQL that gives it. */
export interface TypedColumn extends RawColumn {
  /** DuckDB's own name of the type. */
  readonly nativeType: string;
  /** The column's name in the relation that it is read from. */
  readonly alias: string;
}

/** DuckDB types by raw type; what is absent here is read as text. */
const RAW_TYPES: Readonly<Record<string, RawType>> = {
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  UTINYINT: 'integer',
  USMALLINT: 'integer',
  UINTEGER: 'integer',
  FLOAT: 'number',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
};

/** The raw type of a DuckDB type; decimals are numbers, and lists, structs and the like are text. */
export function rawTypeOf(nativeType: string): RawType {
  return nativeType.startsWith('DECIMAL') ? 'number' : (RAW_TYPES[nativeType] ?? 'text');
}

/** The type that holds the values of several files: text unless they agree, numbers over whole numbers. */
export function commonType(types: readonly RawType[]): RawType {
  const distinct = new Set(types);
  if (distinct.size === 1) return types[0]!;
  return [...distinct].every((type) => type === 'integer' || type === 'number') ? 'number' : 'text';
}

const SQL_TYPES: Readonly<Record<RawType, string>> = {
  text: 'varchar',
  integer: 'bigint',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
};

/** SQL that reads a file's column as a raw type; moments with a time zone become UTC. */
export function readAs(column: TypedColumn, type: RawType): string {
  const name = identifier(column.alias);
  if (column.nativeType === 'TIMESTAMP WITH TIME ZONE' && type === 'timestamp')
    return `${name} at time zone 'UTC'`;
  return `cast(${name} as ${SQL_TYPES[type]})`;
}

/** A column that a file lacks. */
export function nullAs(type: RawType): string {
  return `cast(null as ${SQL_TYPES[type]})`;
}
