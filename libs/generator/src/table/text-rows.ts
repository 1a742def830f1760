import { COLUMNS, type GeneratedColumn } from '../columns.ts';
import type { ColumnName } from '../customer.ts';
import type { TableBuffer } from './table-buffer.ts';

/** The header of the table as a line of CSV, without its end. */
export function csvHeader(): string {
  return COLUMNS.map(({ name }) => name).join(',');
}

/** One row of the table as texts: words, true and false, ISO 8601 in UTC, '' for null. */
export function textRow(
  table: TableBuffer,
  row: number,
  snapshots: readonly number[],
): Map<ColumnName, string> {
  return new Map(COLUMNS.map((column) => [column.name, textOf(column, table.get(row, column), snapshots)]));
}

/** A row as a line of CSV without its end; a cell is quoted when it contains a comma or a quote. */
export function csvLine(cells: Iterable<string>): string {
  return [...cells].map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

function textOf(column: GeneratedColumn, value: number, snapshots: readonly number[]): string {
  if (Number.isNaN(value)) return '';
  if (column.words) return column.words[value]!;
  if (column.kind === 'boolean') return value === 1 ? 'true' : 'false';
  if (column.kind === 'timestamp') return new Date(snapshots[value]!).toISOString().replace('.000', '');
  return String(value);
}
