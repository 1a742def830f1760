import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  InputError,
  type RawColumn,
  type RawFile,
  type RawSource,
  type RawTable,
  type Row,
  type WantedColumn,
} from '@engage/run';
import { storageError } from '../folder/storage-error.ts';
import { fileKindOf, type FileKind } from '../raw/file-kind.ts';
import { cleanCsv, readHeader, type BrokenLine, type CleanedCsv, type CsvDialect } from '../raw/csv-files.ts';
import { identifier, literal, pathLiteral } from './sql-text.ts';
import { commonType, nullAs, rawTypeOf, readAs, type TypedColumn } from './raw-types.ts';

/** What is read of a folder; a file that is given itself may have any name. */
const DATA = /\.(?:csv|tsv|csv\.gz|tsv\.gz|parquet)$/i;
const ENDINGS = '.csv, .tsv, .csv.gz, .tsv.gz and .parquet';
/** Files that a folder of data carries beside the data: nobody takes them for data. */
const IGNORED = /^(?:[._]|readme)|\.(?:md|json|ya?ml|sql|sha256|crc)$/i;
const SKIPPED_NAMED = 5;

/** What is known of one file once its rows are readable. */
interface OpenFile {
  readonly name: string;
  /** Relation with `raw_row` and the file's columns. */
  readonly relation: string;
  readonly columns: readonly TypedColumn[];
  readonly rows: number;
  readonly broken: readonly (BrokenLine & { readonly file: string })[];
  readonly notes: readonly string[];
}

/** How raw files are read through a DuckDB connection. */
export interface RawConnection {
  run(statement: string): Promise<unknown>;
  rows(select: string): Promise<Row[]>;
  readonly tempDirectory: string;
}

/**
 * Reads raw files with DuckDB. Text is cleaned first (encoding, quotes, rows of the wrong shape) and kept as
 * Parquet until the engine is closed, since every later SELECT reads it; Parquet is read where it lies.
 */
export function createRawSource(duckdb: RawConnection): RawSource & { close(): Promise<void> } {
  const folders: string[] = [];
  /** Names that a folder has beside its data, until they are told. */
  const skipped = new Map<string, readonly string[]>();
  return {
    async inspectRaw(location, dialect) {
      const { paths, others } = await filesAt(location);
      if (others.length > 0) skipped.set(dirname(paths[0]!), others);
      return Promise.all(paths.map((path) => inspect(path, dialect)));
    },
    async openRaw(name, files, columns, dialect) {
      const folder = await mkdtemp(join(duckdb.tempDirectory, 'raw-'));
      folders.push(folder);
      const open: OpenFile[] = [];
      for (const [i, file] of files.entries())
        open.push(
          file.format === 'parquet'
            ? await openParquet(file)
            : await openCsv(file, dialect, join(folder, String(i))),
        );
      const table = await expose(name, open, columns, folder);
      return { ...table, notes: [...skippedNotes(files), ...table.notes] };
    },
    async close() {
      for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
    },
  };

  function skippedNotes(files: readonly RawFile[]): string[] {
    return [...new Set(files.map(({ location }) => dirname(location)))].flatMap((folder) => {
      const names = skipped.get(folder);
      if (!names) return [];
      skipped.delete(folder);
      return `Of a folder ${ENDINGS} files are read, not ${namesOf(names)}`;
    });
  }

  async function inspect(path: string, dialect: CsvDialect): Promise<RawFile> {
    const kind = await fileKindOf(path);
    const columns = kind === 'parquet' ? await parquetColumns(path) : await csvColumns(path, kind, dialect);
    const format = kind === 'parquet' ? 'parquet' : 'csv';
    return { name: basename(path), location: path, format, columns };
  }

  async function parquetColumns(path: string): Promise<TypedColumn[]> {
    const rows = await damagedAs(path, () =>
      duckdb.rows(`describe select * from read_parquet(${pathLiteral(path)})`),
    );
    return rows.map((row) => {
      const nativeType = String(row['column_type']);
      const name = String(row['column_name']);
      return { name, type: rawTypeOf(nativeType), nativeType, alias: name };
    });
  }

  async function openParquet(file: RawFile): Promise<OpenFile> {
    const source = pathLiteral(file.location);
    const [row] = await duckdb.rows(`select num_rows as n from parquet_file_metadata(${source})`);
    return {
      name: file.name,
      relation: `(select *, file_row_number + 1 as raw_row from read_parquet(${source}, file_row_number = true))`,
      columns: await parquetColumns(file.location),
      rows: Number(row?.['n']),
      broken: [],
      notes: [],
    };
  }

  async function openCsv(file: RawFile, dialect: CsvDialect, target: string): Promise<OpenFile> {
    const kind = await fileKindOf(file.location);
    const clean = await cleanCsv(
      file.location,
      kind === 'gzip',
      dialect,
      file.columns.length,
      `${target}.csv`,
    );
    await duckdb.run(csvToParquet(`${target}.csv`, `${target}.parquet`, file, dialect));
    await rm(`${target}.csv`);
    return {
      name: file.name,
      relation: `read_parquet(${pathLiteral(`${target}.parquet`)})`,
      columns: file.columns.map(({ name }, i) => ({
        name,
        type: 'text',
        nativeType: 'VARCHAR',
        alias: `c${i}`,
      })),
      rows: clean.rows,
      broken: brokenOf(file, clean),
      notes: clean.notes,
    };
  }

  async function expose(
    name: string,
    files: readonly OpenFile[],
    wanted: readonly WantedColumn[],
    folder: string,
  ): Promise<RawTable> {
    const columns = wanted.map(({ name: column, accepts }) => {
      const types = files.flatMap((file) => file.columns.filter((c) => c.name === column).map((c) => c.type));
      const common = types.length === 0 ? 'text' : commonType(types);
      return { name: column, type: accepts.includes(common) ? common : ('text' as const) };
    });
    const selects = files.map((file) => {
      const fields = columns.map(({ name: column, type }) => {
        const found = file.columns.find((c) => c.name === column);
        return `${found ? readAs(found, type) : nullAs(type)} as ${identifier(column)}`;
      });
      const source = [
        `cast(${literal(file.name)} as varchar) as source_file`,
        'cast(raw_row as bigint) as source_row',
      ];
      return `select ${[...source, ...fields].join(', ')} from ${file.relation}`;
    });
    await duckdb.run(`create or replace temp view ${identifier(name)} as ${selects.join(' union all ')}`);
    const broken = files.flatMap((file) => file.broken);
    await exposeBroken(`${name}_broken`, broken, join(folder, 'broken.json'));
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    return { rows, brokenRows: broken.length, columns, notes: files.flatMap((file) => file.notes) };
  }

  async function exposeBroken(name: string, lines: OpenFile['broken'], path: string): Promise<void> {
    const types = `{source_file: 'varchar', source_row: 'bigint', source_text: 'varchar', reason: 'varchar'}`;
    const records = lines.map(({ file, row, text, reason }) =>
      JSON.stringify({ source_file: file, source_row: row, source_text: text, reason }),
    );
    await writeFile(path, records.join('\n'));
    await duckdb.run(
      `create or replace temp table ${identifier(name)} as select * from read_json(${pathLiteral(path)}, columns = ${types}, format = 'newline_delimited')`,
    );
  }
}

async function csvColumns(path: string, kind: FileKind, dialect: CsvDialect): Promise<RawColumn[]> {
  const names = await readHeader(path, kind === 'gzip', dialect);
  return names.map((name) => ({ name, type: 'text' }));
}

/** A clean file has no surprises, so nothing is guessed: names by position, everything text, one reader's rules. */
function csvToParquet(source: string, target: string, file: RawFile, dialect: CsvDialect): string {
  const fields = file.columns.map((_, i) => `'c${i}': 'varchar'`);
  const columns = `{'raw_row': 'bigint', ${fields.join(', ')}}`;
  const options = [
    'auto_detect = false',
    'header = false',
    `delim = ${literal(dialect.delimiter)}`,
    `quote = ${literal(dialect.quote)}`,
    `escape = ${literal(dialect.quote)}`,
    `new_line = '\\n'`,
    `max_line_size = ${1 << 23}`,
    `columns = ${columns}`,
  ];
  return `copy (select * from read_csv(${pathLiteral(source)}, ${options.join(', ')})) to ${literal(target)} (format parquet)`;
}

function brokenOf(file: RawFile, clean: CleanedCsv): OpenFile['broken'] {
  return clean.broken.map((line) => ({ ...line, file: file.name }));
}

/** The data files at a path, and the names of a folder's other files. */
async function filesAt(location: string): Promise<{ paths: string[]; others: string[] }> {
  try {
    const found = await stat(location).catch(() => null);
    if (!found) throw new InputError(`Expected a file or folder at ${location}, found none; check the path`);
    if (found.isFile()) return { paths: [location], others: [] };
    const entries = await readdir(location, { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile() && !IGNORED.test(entry.name))
      .map(({ name }) => name);
    const data = names.filter((name) => DATA.test(name)).sort();
    const others = names.filter((name) => !DATA.test(name)).sort();
    if (data.length === 0) {
      const [given, advice] =
        others.length === 0
          ? ['none', 'check the path']
          : [namesOf(others), 'rename the data, or give the path of one file'];
      throw new InputError(`Expected files that end in ${ENDINGS} in ${location}, found ${given}; ${advice}`);
    }
    return { paths: data.map((name) => join(location, name)), others };
  } catch (error) {
    throw storageError(error, 'read', location);
  }
}

function namesOf(names: readonly string[]): string {
  const more = names.length - SKIPPED_NAMED;
  return names.slice(0, SKIPPED_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

async function damagedAs<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new InputError(
      `Expected ${path} to be a whole Parquet file, found damaged data (${String(error).split('\n')[0]}); copy or export it again`,
      { cause: error },
    );
  }
}
