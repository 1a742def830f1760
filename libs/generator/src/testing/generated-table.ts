import type { TableReader } from '@engage/run';
import { COLUMNS } from '../columns.ts';
import type { ColumnName } from '../customer.ts';

/** Every column of the table as numbers: codes for words, NaN for null. */
export async function generatedTable(
  reader: TableReader,
  key: string,
): Promise<Record<ColumnName, Float64Array>> {
  const columns = COLUMNS.map(async ({ name, kind, words }) => {
    if (words)
      return [name, Float64Array.from(await reader.texts(key, name), (word) => words.indexOf(word ?? ''))];
    if (kind !== 'timestamp') return [name, await reader.numbers(key, name)];
    return [name, Float64Array.from(await reader.texts(key, name), (text) => Date.parse(`${text}Z`))];
  });
  return Object.fromEntries(await Promise.all(columns)) as Record<ColumnName, Float64Array>;
}
