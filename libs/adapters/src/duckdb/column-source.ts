import duckdb, { type LogicalType, type Vector } from '@duckdb/node-bindings';
import type { ColumnData } from '@engage/run';

/** A column as DuckDB takes it: its type, and how rows `[from, to)` get into a vector. */
export interface ColumnSource {
  readonly name: string;
  readonly logicalType: LogicalType;
  /** SQL type to cast to on the way out, where the type in memory is a stand-in. */
  readonly castTo: string | null;
  fill(vector: Vector, from: number, to: number): void;
}

const TYPES = {
  double: duckdb.Type.DOUBLE,
  float: duckdb.Type.FLOAT,
  integer: duckdb.Type.INTEGER,
  bigint: duckdb.Type.BIGINT,
  boolean: duckdb.Type.BOOLEAN,
  date: duckdb.Type.DATE,
  timestamp: duckdb.Type.TIMESTAMP,
} as const;

/**
 * Prepares one column. Text travels as an ENUM, its codes copied as they are, and is cast in the COPY: the
 * fastest way that the bindings offer, since no string crosses the border a row.
 *
 * @throws RangeError when a valid code has no word
 */
export function columnSource(column: ColumnData): ColumnSource {
  const validity = column.valid ? packedBits(column.valid) : null;
  if (column.type === 'dictionary') {
    const { words, codes } = distinctWords(column);
    const logicalType = duckdb.create_enum_type(words);
    return source(column.name, logicalType, 'VARCHAR', codes, validity);
  }
  return source(column.name, duckdb.create_logical_type(TYPES[column.type]), null, column.values, validity);
}

type Values = ColumnData['values'];

function source(
  name: string,
  logicalType: LogicalType,
  castTo: string | null,
  given: Values,
  validity: Uint8Array<ArrayBuffer> | null,
): ColumnSource {
  const { buffer, byteOffset, BYTES_PER_ELEMENT: width } = unshared(given);
  return {
    name,
    logicalType,
    castTo,
    fill(vector, from, to) {
      const rows = to - from;
      if (rows === 0) return;
      duckdb.copy_data_to_vector(vector, 0, buffer, byteOffset + from * width, rows * width);
      if (validity === null) return;
      duckdb.vector_ensure_validity_writable(vector);
      duckdb.copy_data_to_vector_validity(vector, 0, validity.buffer, from / 8, Math.ceil(rows / 8));
    },
  };
}

/** The bindings refuse a SharedArrayBuffer, so shared values are copied once. */
function unshared(values: Values): { buffer: ArrayBuffer; byteOffset: number; BYTES_PER_ELEMENT: number } {
  const { buffer, byteOffset, BYTES_PER_ELEMENT } = values;
  if (!(buffer instanceof SharedArrayBuffer)) return { buffer, byteOffset, BYTES_PER_ELEMENT };
  return { buffer: values.slice().buffer as ArrayBuffer, byteOffset: 0, BYTES_PER_ELEMENT };
}

/** One bit a row, lowest first, as DuckDB keeps validity; padded to whole 64-bit words. */
function packedBits(valid: Uint8Array): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(Math.ceil(valid.length / 64) * 8);
  for (let row = 0; row < valid.length; row++) if (valid[row]) bits[row >> 3]! |= 1 << (row & 7);
  return bits;
}

/**
 * An ENUM wants distinct words, at least one, and codes as wide as their number demands; null rows may carry
 * any code, so they get 0.
 */
function distinctWords(column: ColumnData & { type: 'dictionary' }): { words: string[]; codes: Values } {
  const { words, recode } = distinctOf(column.words);
  const codes = codesFor(words.length, column.values.length);
  for (let row = 0; row < codes.length; row++) {
    const code = recode[column.values[row]!];
    if (code !== undefined) codes[row] = code;
    else if (!column.valid || column.valid[row])
      throw new RangeError(
        `Expected codes below ${recode.length} in column "${column.name}", found ${column.values[row]} in row ${row}`,
      );
  }
  return { words, codes };
}

/** Distinct words, and the place of each given word among them. */
interface Distinct {
  readonly words: string[];
  readonly recode: Uint32Array;
}

/** What is known of lists of words that are in use: several columns of a table may share one. */
const known = new WeakMap<readonly string[], Distinct>();

function distinctOf(given: readonly string[]): Distinct {
  const found = known.get(given);
  // A list may have grown since.
  if (found?.recode.length === given.length) return found;
  const made = distinct(given);
  known.set(given, made);
  return made;
}

function distinct(given: readonly string[]): Distinct {
  const places = new Map<string, number>();
  const recode = Uint32Array.from(given, (word) => {
    const place = places.get(word) ?? places.size;
    places.set(word, place);
    return place;
  });
  return { words: places.size > 0 ? [...places.keys()] : [''], recode };
}

function codesFor(words: number, rows: number): Uint8Array | Uint16Array | Uint32Array {
  if (words <= 0x100) return new Uint8Array(rows);
  return words <= 0x10000 ? new Uint16Array(rows) : new Uint32Array(rows);
}
