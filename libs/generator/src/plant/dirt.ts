import type { GeneratedColumn } from '../columns.ts';
import { COLUMNS } from '../columns.ts';
import type { ColumnName } from '../customer.ts';
import type { Stream } from '../random/stream.ts';
import { INCONSISTENCIES } from './inconsistencies.ts';

/** A row as the text file will carry it: one text a column, '' for null. */
export type TextRow = Map<ColumnName, string>;

/** Where a defect was put, and what stood there before. */
export interface Defect {
  readonly kind: string;
  readonly column: ColumnName;
  readonly original: string;
}

/** A kind of defect: changes one cell of a row and says which. */
interface Kind {
  readonly name: string;
  /** Columns whose cells can carry it; a cell that is null is left alone unless `anyCell`. */
  readonly columns: readonly GeneratedColumn[];
  readonly change: (cell: string, column: GeneratedColumn, stream: Stream, asOf: Date) => string;
}

const VALUES = COLUMNS.filter(({ name }) => name !== 'customer_id');
const ofKind = (...kinds: GeneratedColumn['kind'][]) => VALUES.filter(({ kind }) => kinds.includes(kind));

/** Defects that one cell can carry. */
const CELL_KINDS: readonly Kind[] = [
  { name: 'missing_required', columns: VALUES.filter(({ nullable }) => !nullable), change: () => '' },
  { name: 'out_of_range', columns: ofKind('integer', 'number'), change: outOfRange },
  { name: 'not_a_number', columns: ofKind('number'), change: () => 'NaN' },
  {
    name: 'infinity',
    columns: ofKind('number'),
    change: (_cell, _column, stream) => (stream.uniform() < 0.5 ? 'Infinity' : '-inf'),
  },
  {
    name: 'text_in_number',
    columns: ofKind('integer', 'number'),
    change: (cell, _column, stream) => (stream.uniform() < 0.5 ? `${cell} approx.` : 'many'),
  },
  {
    name: 'decimal_comma',
    columns: ofKind('number'),
    change: (cell) => (cell.includes('.') ? cell.replace('.', ',') : `${cell},5`),
  },
  { name: 'fraction_in_integer', columns: ofKind('integer'), change: (cell) => `${cell}.5` },
  {
    name: 'unknown_category',
    columns: ofKind('words'),
    change: (cell, _column, stream) => (stream.uniform() < 0.5 ? `${cell}s` : 'Elsewhere'),
  },
  { name: 'not_a_boolean', columns: ofKind('boolean'), change: () => 'maybe' },
  {
    name: 'invalid_timestamp',
    columns: ofKind('timestamp'),
    change: (cell) => cell.replace(/-\d\d-/, '-13-'),
  },
  {
    name: 'future_date',
    columns: ofKind('timestamp'),
    change: (_cell, _column, _stream, asOf) => yearsAfter(asOf, 5),
  },
];

/** Every kind of dirt, in the order in which draws choose among them. */
export const DIRT_KINDS: readonly string[] = [
  ...CELL_KINDS.map(({ name }) => name),
  'inconsistent_row',
  'duplicate_id',
];

/**
 * Plants one defect into a row, in place. A duplicate changes nothing here: the caller writes the row twice.
 *
 * @param kind one of DIRT_KINDS
 * @param asOf day of the cut, after which every date lies in the future
 */
export function plantDefect(stream: Stream, row: TextRow, kind: string, asOf: Date): Defect {
  if (kind === 'duplicate_id') return { kind, column: 'customer_id', original: row.get('customer_id')! };
  if (kind === 'inconsistent_row') {
    const inconsistency = INCONSISTENCIES[Math.floor(stream.uniform() * INCONSISTENCIES.length)]!;
    const original = row.get(inconsistency.column)!;
    row.set(
      inconsistency.column,
      inconsistency.planted((name) => Number(row.get(name)), row),
    );
    return { kind, column: inconsistency.column, original };
  }
  const cellKind = CELL_KINDS.find(({ name }) => name === kind);
  if (!cellKind) throw new RangeError(`Expected a kind of ${DIRT_KINDS.join(', ')}, found "${kind}"`);
  const candidates = cellKind.columns.filter(({ name }) => row.get(name) !== '');
  const column = candidates[Math.floor(stream.uniform() * candidates.length)]!;
  const original = row.get(column.name)!;
  row.set(column.name, cellKind.change(original, column, stream, asOf));
  return { kind, column: column.name, original };
}

/** Beyond the highest value, or below the lowest, where the column has both. */
function outOfRange(_cell: string, column: GeneratedColumn, stream: Stream): string {
  const high = column.maximum!;
  const below = !Number.isFinite(high) || stream.uniform() < 0.5;
  const distance = 1 + Math.floor(stream.uniform() * 100);
  return String(below ? column.minimum! - distance : high + distance);
}

function yearsAfter(asOf: Date, years: number): string {
  return new Date(Date.UTC(asOf.getUTCFullYear() + years, asOf.getUTCMonth(), 1))
    .toISOString()
    .replace('.000', '');
}
