import type { LabelledRows } from '@engage/engine';
import { randomStream } from '@engage/metrics';
import type { Column, Table } from './table.ts';

/** `native`: categories as codes; `one-hot`: a column of 0 and 1 for each category. */
export type Encoding = 'native' | 'one-hot';

/** Rows to learn from and rows to judge by. */
export interface Split {
  readonly fit: LabelledRows;
  readonly test: LabelledRows;
}

/** Encodings under which a table differs. */
export function encodingsOf({ columns }: Table): readonly Encoding[] {
  return columns.some((column) => 'words' in column) ? ['native', 'one-hot'] : ['native'];
}

/** Parts a table by a seed, whole groups together, after encoding its columns. */
export function splitTable(table: Table, encoding: Encoding, seed: number, testShare = 0.2): Split {
  const rows = table.target.length;
  const next = randomStream(seed);
  const places = new Map<string, boolean>();
  const isTest = Array.from({ length: rows }, (_, row) => {
    const drawn = next.word() / 2 ** 32 < testShare;
    if (!table.groups) return drawn;
    const group = table.groups[row]!;
    const known = places.get(group);
    if (known === undefined) places.set(group, drawn);
    return known ?? drawn;
  });
  const encoded = table.columns.flatMap((column) => encode(column, encoding));
  const all = isTest.map((_, row) => row);
  const part = (keep: boolean): LabelledRows =>
    pick(
      table,
      encoded,
      all.filter((row) => isTest[row] === keep),
    );
  return { fit: part(false), test: part(true) };
}

interface Encoded {
  readonly name: string;
  readonly isCategorical: boolean;
  readonly values: Float32Array;
}

function encode(column: Column, encoding: Encoding): Encoded[] {
  const { name } = column;
  if ('numbers' in column) return [{ name, isCategorical: false, values: column.numbers }];
  const levels = [...new Set(column.words)].filter((word) => word !== null).sort();
  if (encoding === 'native') {
    const codes = new Map(levels.map((level, code) => [level, code]));
    const values = Float32Array.from(column.words, (word) => (word === null ? NaN : codes.get(word)!));
    return [{ name, isCategorical: true, values }];
  }
  return levels.map((level) => ({
    name: `${name}=${level}`,
    isCategorical: false,
    values: Float32Array.from(column.words, (word) => Number(word === level)),
  }));
}

function pick(table: Table, encoded: readonly Encoded[], rows: readonly number[]): LabelledRows {
  const columns = encoded.length;
  const values = new Float32Array(rows.length * columns);
  encoded.forEach((column, index) =>
    rows.forEach((row, place) => (values[place * columns + index] = column.values[row]!)),
  );
  const { target, weights } = table;
  return {
    matrix: {
      values,
      rows: rows.length,
      columns,
      names: encoded.map(({ name }) => name),
      categorical: encoded.map(({ isCategorical }) => isCategorical),
    },
    labels: Float32Array.from(rows, (row) => target[row]!),
    ...(weights && { weights: Float32Array.from(rows, (row) => weights[row]!) }),
  };
}
