/**
 * Least bytes of a row in a raw file: 93 in Parquet, measured on 20,000 generated customers of 72 features (2026-11-26); text
 * has at least a separator and some three characters a column.
 */
const ROW_BYTES = { packed: 90, text: 300 } as const;

/**
 * How many customers a raw table may hold at most, from its size alone: known before anything reads it, and rather too many
 * than too few, so that a cap refuses rather than lets pass.
 *
 * @param name of the file; a folder counts as packed
 */
export function customersOf(name: string, bytes: number): number {
  const rowBytes = /\.(csv|txt)$/i.test(name) ? ROW_BYTES.text : ROW_BYTES.packed;
  return Math.max(1, Math.ceil(bytes / rowBytes));
}
