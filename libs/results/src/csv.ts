import type { Cell, Row } from '@engage/run';

/**
 * Rows as CSV for people (RFC 4180, UTF-8 with a byte order mark so that spreadsheets see it, CRLF). Text that
 * a spreadsheet would run as a formula gets an apostrophe in front. No rows give no text at all.
 */
export function csvOf(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) return '';
  const names = Object.keys(first);
  const lines = [names.map(field), ...rows.map((row) => names.map((name) => field(row[name] ?? null)))];
  return `\uFEFF${lines.map((line) => `${line.join(',')}\r\n`).join('')}`;
}

function field(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
