import type { Column, ColumnType, Contract } from './contract.ts';
import { quoted, sqlText } from './sql-text.ts';
import { SQL_TYPES } from './sql-type.ts';

/** A column as AWS Glue names it: lower case, Hive types. */
export interface GlueColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** A table's columns in Glue; those that folders are named after come apart. */
export interface GlueColumns {
  readonly columns: readonly GlueColumn[];
  readonly partitionKeys: readonly GlueColumn[];
}

const HIVE_TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'string',
  integer: 'bigint',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
};

const GLUE_COMMENT_LENGTH = 255;

/** `CREATE TABLE` of the curated table for DuckDB, with its key. */
export function duckdbDdl(contract: Contract): string {
  const columns = contract.columns.map(
    ({ name, type, required }) => `  ${quoted(name)} ${SQL_TYPES[type]}${required ? ' not null' : ''}`,
  );
  const comments = contract.columns
    .filter(({ description }) => description !== '')
    .map(
      (column) =>
        `comment on column ${quoted(contract.table)}.${quoted(column.name)} is ${sqlText(commentOf(column))};\n`,
    );
  return `create table ${quoted(contract.table)} (\n${columns.join(',\n')},\n  primary key (${quoted(contract.idColumn)})\n);\n${comments.join('')}`;
}

/** The curated table's columns for the Glue catalog. */
export function glueColumns(contract: Contract): GlueColumns {
  const glue = (column: Column): GlueColumn => ({
    name: column.name.toLowerCase(),
    type: HIVE_TYPES[column.type],
    comment: shortened(commentOf(column)),
  });
  const byName = new Map(contract.columns.map((column) => [column.name, column]));
  return {
    columns: contract.columns.filter(({ name }) => !contract.partitionBy.includes(name)).map(glue),
    partitionKeys: contract.partitionBy
      .map((name) => byName.get(name))
      .filter((column) => column !== undefined)
      .map(glue),
  };
}

/**
 * `CREATE EXTERNAL TABLE` for Athena, which speaks Hive's DDL.
 *
 * @param location the S3 prefix that holds the Parquet files, `s3://bucket/prefix/`
 */
export function athenaDdl(contract: Contract, location: string): string {
  const { columns, partitionKeys } = glueColumns(contract);
  const list = (items: readonly GlueColumn[]): string =>
    items
      .map(
        ({ name, type, comment }) =>
          `  ${hiveName(name)} ${type}${comment && ` comment ${hiveText(comment)}`}`,
      )
      .join(',\n');
  const partitions = partitionKeys.length === 0 ? '' : `\npartitioned by (\n${list(partitionKeys)}\n)`;
  return `create external table if not exists ${hiveName(contract.table.toLowerCase())} (\n${list(columns)}\n)${partitions}\nstored as parquet\nlocation ${hiveText(location)}`;
}

function commentOf({ description, unit }: Column): string {
  return unit === null ? description : `${description} (${unit})`;
}

function shortened(text: string): string {
  return text.length <= GLUE_COMMENT_LENGTH ? text : `${text.slice(0, GLUE_COMMENT_LENGTH - 1)}…`;
}

function hiveName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function hiveText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
