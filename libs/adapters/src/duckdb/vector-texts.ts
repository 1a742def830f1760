import duckdb, { type Vector } from '@duckdb/node-bindings';

/** Bytes of a `duckdb_string_t`: length, then the text itself or four bytes of it and a pointer. */
const STRING_BYTES = 16;
/** Texts up to this many bytes lie inside the struct. */
const INLINE_BYTES = 12;

const decoder = new TextDecoder();

/** Hands out the texts of a VARCHAR vector, null for the rows in `missing`. */
export function textsOf(
  vector: Vector,
  count: number,
  missing: ReadonlySet<number>,
  give: (row: number, text: string | null) => void,
): void {
  const bytes = duckdb.vector_get_data(vector, count * STRING_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0; row < count; row++) {
    if (missing.has(row)) {
      give(row, null);
      continue;
    }
    const start = row * STRING_BYTES;
    const length = view.getUint32(start, true);
    const text =
      length <= INLINE_BYTES
        ? bytes.subarray(start + 4, start + 4 + length)
        : duckdb.get_data_from_pointer(bytes.buffer as ArrayBuffer, bytes.byteOffset + start + 8, length);
    give(row, decoder.decode(text));
  }
}
