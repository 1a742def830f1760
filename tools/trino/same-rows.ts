import type { Cell } from '@engage/run';
import type { TrinoResult } from './client.ts';

/**
 * What differs between the rows of two engines, in words; null when nothing does. Rows are compared as sets unless
 * their order was asked for; texts that are numbers are compared as numbers (1.0E300 and 1e300).
 */
export function rowDifference(
  duckdb: readonly (readonly Cell[])[],
  trino: TrinoResult,
  ordered: boolean,
): string | null {
  if (duckdb.length !== trino.rows.length)
    return `${duckdb.length} rows in DuckDB, ${trino.rows.length} in Trino`;
  const ours = duckdb.map((row) => row.map(plain));
  const theirs = trino.rows.map((row) => row.map((value, i) => plain(typed(value, trino.columns[i]!.type))));
  if (!ordered)
    for (const rows of [ours, theirs]) rows.sort((a, b) => (a.join('\u0001') < b.join('\u0001') ? -1 : 1));
  for (const [i, row] of ours.entries()) {
    if (row.length !== theirs[i]!.length)
      return `${row.length} columns in DuckDB, ${theirs[i]!.length} in Trino`;
    const column = row.findIndex((value, j) => value !== theirs[i]![j]);
    if (column !== -1)
      return `row ${i + 1}, column ${trino.columns[column]!.name}: ${row[column]} in DuckDB, ${theirs[i]![column]} in Trino`;
  }
  return null;
}

/** A value of Trino's JSON as DuckDB's adapter would give it. */
function typed(value: unknown, type: string): Cell {
  if (value === null || value === undefined) return null;
  if (type === 'real') return Math.fround(Number(value));
  if (type === 'double' || type.startsWith('decimal')) return Number(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string')
    throw new TypeError(`Expected a plain value, found ${JSON.stringify(value)} (${type})`);
  if (!type.startsWith('timestamp')) return value;
  const [day, clock = ''] = value.split(' ');
  return `${day}T${clock}Z`;
}

/** One spelling for each value; the first letter keeps types apart. */
function plain(value: Cell): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\dT/.test(value))
      return `t${value.replace(/\.(\d*?)0*Z$/, (_, digits: string) => (digits === '' ? 'Z' : `.${digits}Z`))}`;
    return value.trim() !== '' && /^-?\d/.test(value) && Number.isFinite(Number(value))
      ? `s${Number(value)}`
      : `s${value}`;
  }
  return `n${Object.is(value, -0) ? 0 : value}`;
}
