import type { Dialect } from '@engage/schema';

/** What a raw column's values are: text as it came, or a type that the file itself states (Parquet). */
export type RawType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';

export interface RawColumn {
  readonly name: string;
  readonly type: RawType;
}

/** A column that a reader wants, and the types that it can use; a column of any other type comes as text. */
export interface WantedColumn {
  readonly name: string;
  readonly accepts: readonly RawType[];
}

/** One file that a person gave us, as far as its header tells. */
export interface RawFile {
  /** File name without the path. */
  readonly name: string;
  readonly location: string;
  readonly format: 'csv' | 'parquet';
  /** In the order of the file; names may repeat, so that it can be said. */
  readonly columns: readonly RawColumn[];
}

/** Raw files as two tables that SELECTs can read. */
export interface RawTable {
  /** Data rows found while reading, broken ones included: counted apart from any SQL. */
  readonly rows: number;
  /** Rows of which no columns could be made. */
  readonly brokenRows: number;
  /** Type of each wanted column: text as soon as one file has text, or where no file has it. */
  readonly columns: readonly RawColumn[];
  /** What a reader should know: how an encoding was read, for example. */
  readonly notes: readonly string[];
}

/** How raw files become tables: DuckDB reads them here, a crawler's external table stands for them in the cloud. */
export interface RawSource {
  /**
   * Looks at the header of a file, or of every file of a folder in the order of their names.
   *
   * @throws InputError when there is nothing to read, or a file is not CSV, gzipped CSV or whole Parquet
   */
  inspectRaw(location: string, dialect: Dialect): Promise<RawFile[]>;
  /**
   * Makes files readable under a name: `source_file` (name only), `source_row` (data rows counted from 1 in each
   * file) and the columns asked for, null where a file lacks one. Rows without proper columns (too many fields,
   * a quote that never closes) go to `<name>_broken`: `source_file`, `source_row`, `source_text`, `reason`.
   *
   * @param columns with names that every file has at most once
   * @throws InputError when a file turns out to be damaged
   */
  openRaw(
    name: string,
    files: readonly RawFile[],
    columns: readonly WantedColumn[],
    dialect: Dialect,
  ): Promise<RawTable>;
}
