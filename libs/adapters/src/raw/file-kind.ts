import { open } from 'node:fs/promises';
import { InputError } from '@engage/run';
import { storageError } from '../folder/storage-error.ts';

/** How the bytes of a raw file are to be read. */
export type FileKind = 'csv' | 'gzip' | 'parquet';

const EDGE = 4096;
const PARQUET = 'PAR1';
/** A Parquet file is its magic, pages, a footer, the footer's length in four bytes, and the magic again. */
const SMALLEST_PARQUET = 12;

/** Formats that are often given by mistake: magic bytes in Latin-1, what it is, what to do. */
const FOREIGN: readonly (readonly [magic: string, found: string, advice: string])[] = [
  ['\xd0\xcf\x11\xe0', 'an old Excel workbook (XLS)', 'export the sheet as CSV'],
  ['BZh', 'a bzip2 archive', 'unpack it, or pack it with gzip'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard archive', 'unpack it, or pack it with gzip'],
  ['\xfd7zXZ', 'an xz archive', 'unpack it, or pack it with gzip'],
  ['7z\xbc\xaf', 'a 7z archive', 'unpack it, or pack it with gzip'],
  ['Obj\x01', 'an Avro file', 'export it as CSV or Parquet'],
  ['ORC', 'an ORC file', 'export it as CSV or Parquet'],
  ['%PDF', 'a PDF document', 'export the table as CSV'],
  ['SQLite format 3', 'a SQLite database', 'export the table as CSV'],
];

/**
 * Tells a raw file's kind by its first and last bytes, never by its name.
 *
 * @throws InputError for an empty file, truncated Parquet, archives, spreadsheets and other formats
 */
export async function fileKindOf(path: string): Promise<FileKind> {
  const { head, tail, bytes } = await edgesOf(path);
  const refuse = (found: string, advice: string): never => {
    throw new InputError(`Expected ${path} to be CSV, gzipped CSV or Parquet, found ${found}; ${advice}`);
  };
  if (bytes === 0) return refuse('an empty file', 'export the table again, with a header line');
  if (head.startsWith(PARQUET)) {
    if (bytes < SMALLEST_PARQUET || !tail.endsWith(PARQUET) || footerBytes(tail) > bytes - SMALLEST_PARQUET)
      throw new InputError(
        `Expected ${path} to be a whole Parquet file, found one whose end is missing (${bytes} bytes); copy or export it again`,
      );
    return 'parquet';
  }
  if (head.startsWith('\x1f\x8b')) return 'gzip';
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06'))
    return /\[Content_Types\]\.xml|xl\//.test(head)
      ? refuse('an Excel workbook (XLSX)', 'export the sheet as CSV')
      : refuse('a zip archive', 'unpack it and give the file inside');
  const foreign = FOREIGN.find(([magic]) => head.startsWith(magic));
  return foreign ? refuse(foreign[1], foreign[2]) : 'csv';
}

async function edgesOf(path: string): Promise<{ head: string; tail: string; bytes: number }> {
  try {
    const file = await open(path, 'r');
    try {
      const { size: bytes } = await file.stat();
      const buffer = Buffer.alloc(Math.min(EDGE, bytes));
      await file.read(buffer, 0, buffer.length, 0);
      const head = buffer.toString('latin1');
      await file.read(buffer, 0, buffer.length, bytes - buffer.length);
      return { head, tail: buffer.toString('latin1'), bytes };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw storageError(error, 'read', path);
  }
}

function footerBytes(tail: string): number {
  return Buffer.from(tail.slice(-8, -4), 'latin1').readUInt32LE();
}
