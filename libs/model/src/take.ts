/**
 * Rows and columns of a row-major matrix, copied into memory that an engine's thread can read as it is.
 *
 * @param width columns of the source
 */
export function takeRows(
  source: Float32Array,
  width: number,
  rows: Uint32Array,
  columns: readonly number[],
): Float32Array {
  const count = columns.length;
  const taken = new Float32Array(new SharedArrayBuffer(rows.length * count * 4));
  const picked = Uint32Array.from(columns);
  for (let row = 0, at = 0; row < rows.length; row += 1) {
    const from = rows[row]! * width;
    for (let column = 0; column < count; column += 1, at += 1) taken[at] = source[from + picked[column]!]!;
  }
  return taken;
}

/** Columns of a row-major matrix; the matrix itself when they are all of them in their order. */
export function takeColumns(
  source: Float32Array,
  width: number,
  rows: number,
  columns: readonly number[],
): Float32Array {
  if (columns.length === width && columns.every((column, index) => column === index)) return source;
  return takeRows(
    source,
    width,
    Uint32Array.from({ length: rows }, (_, row) => row),
    columns,
  );
}

/** The values at the rows given. */
export function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) picked[at] = values[rows[at]!]!;
  return picked;
}
