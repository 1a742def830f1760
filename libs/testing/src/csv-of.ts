/** How the text is written; what is left out is RFC 4180 with `\n`. */
export interface CsvOptions {
  readonly delimiter?: string;
  readonly lineEnd?: string;
  /** Text for null. */
  readonly nullToken?: string;
  /** Columns and their order; those of the first row when left out. */
  readonly columns?: readonly string[];
  readonly header?: boolean;
}

/** Rows as CSV text; values are quoted where they must be. */
export function csvOf(rows: readonly Readonly<Record<string, unknown>>[], options: CsvOptions = {}): string {
  const { delimiter = ',', lineEnd = '\n', nullToken = '', header = true } = options;
  const columns = options.columns ?? Object.keys(rows[0] ?? {});
  const cell = (value: unknown): string => {
    const text = value === null || value === undefined ? nullToken : String(value);
    return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const line = (cells: readonly unknown[]): string => cells.map(cell).join(delimiter) + lineEnd;
  return (header ? line(columns) : '') + rows.map((row) => line(columns.map((name) => row[name]))).join('');
}
