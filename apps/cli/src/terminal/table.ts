import type { Cell } from '@engage/run';

export interface TableOptions {
  /** Cells longer than this are cut, with an ellipsis. */
  readonly longest?: number;
}

/** Rows as an aligned table with a header and a rule below it: numbers to the right, text to the left. */
export function textTable(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  { longest = Infinity }: TableOptions = {},
): string {
  const texts = rows.map((row) => row.map((cell) => cut(cellText(cell), longest)));
  const widths = columns.map((name, i) => Math.max(name.length, ...texts.map((row) => row[i]!.length)));
  const numeric = columns.map(
    (_, i) => rows.some((row) => isNumber(row[i])) && rows.every((row) => isNumberOrNull(row[i])),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, i) => (numeric[i] ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(columns), rule, ...texts.map(line)].join('\n');
}

/** Rows as RFC 4180 CSV with a header; null is empty. */
export function csvTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const field = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [columns, ...rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))]
    .map((row) => row.map(field).join(','))
    .join('\n');
}

function cellText(cell: Cell): string {
  return cell === null ? '' : String(cell).replace(/\s+/g, ' ');
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function isNumber(cell: Cell | undefined): boolean {
  return typeof cell === 'number' || typeof cell === 'bigint';
}

function isNumberOrNull(cell: Cell | undefined): boolean {
  return cell === null || isNumber(cell);
}
