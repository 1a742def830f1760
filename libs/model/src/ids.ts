import type { ColumnData, TableReader } from '@engage/run';
import { columnOf, type Contract } from '@engage/schema';

/** Ids in row order: whole numbers or texts, as the contract says. */
export type Ids = Float64Array | readonly string[];

/**
 * Reads the contract's id column of a table.
 *
 * @throws RangeError when an id is missing
 */
export async function readIds(contract: Contract, reader: TableReader, key: string): Promise<Ids> {
  const name = contract.idColumn;
  if (columnOf(contract, name).type === 'integer') return reader.numbers(key, name);
  return (await reader.texts(key, name)).map((text, row) => {
    if (text === null) throw new RangeError(`Expected an id in every row, found none (row ${row} of ${key})`);
    return text;
  });
}

/** The ids of the rows given. */
export function pickIds(ids: Ids, rows: Uint32Array): Ids {
  if (ids instanceof Float64Array) return Float64Array.from(rows, (row) => ids[row]!);
  return Array.from(rows, (row) => ids[row]!);
}

/** Ids as a column to write; whole numbers as 64 bits. */
export function idColumn(name: string, ids: Ids): ColumnData {
  if (ids instanceof Float64Array)
    return { name, type: 'bigint', values: BigInt64Array.from(ids, (id) => BigInt(id)) };
  return { name, type: 'dictionary', words: ids, values: Uint32Array.from(ids, (_, row) => row) };
}
