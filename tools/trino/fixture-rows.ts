import { badCases, type Column, type Contract } from '@engage/schema';

/** Enough for every part to have both classes, where rules across columns reject most rows. */
const ROWS = 600;

/**
 * Raw rows for any contract, as text: good ones, drawn by a simple rule from each column's limits, then one row for
 * every bad case of the contract, then two repeated ids.
 */
export function fixtureRows(contract: Contract): Record<string, string | null>[] {
  const good = Array.from({ length: ROWS }, (_, i) =>
    Object.fromEntries(contract.columns.map((column, j) => [column.name, goodText(contract, column, i, j)])),
  );
  const bad = badCases(contract).map(({ column, text }, i) => {
    const id = contract.columns.find(({ name }) => name === contract.idColumn)!;
    return { ...good[i % ROWS]!, [contract.idColumn]: idText(id, ROWS + i), [column]: text };
  });
  return [...good, ...bad, { ...good[0]! }, { ...good[1]! }];
}

function goodText(contract: Contract, column: Column, i: number, j: number): string | null {
  if (column.name === contract.idColumn) return idText(column, i);
  if (!column.required && (i * 7 + j) % 13 === 0) return null;
  const turn = (i * 31 + j * 17 + ((i * i) % 11)) % 97;
  if (column.values) return column.values[turn % column.values.length]!;
  const low = typeof column.minimum === 'number' ? column.minimum : 0;
  const high = typeof column.maximum === 'number' ? column.maximum : low + 96;
  if (turn % 5 === 0 && (column.type === 'integer' || column.type === 'number')) return String(low);
  const month = String(1 + (i % 9)).padStart(2, '0');
  switch (column.type) {
    case 'integer':
      return String(Math.round(low + ((high - low) * turn) / 96));
    case 'number':
      return String(low + ((high - low) * turn) / 96);
    case 'boolean':
      return turn % 2 === 0 ? '1' : 'false';
    case 'date':
      return `2025-${month}-01`;
    case 'timestamp':
      return i % 3 === 0 ? `2025-${month}-01T02:00:00+02:00` : `2025-${month}-01`;
    case 'string':
      return (
        column.examples[turn % Math.max(1, column.examples.length)] ?? ['North', 'South', 'Zoë'][turn % 3]!
      );
  }
}

/** Ids that differ; text ids follow the shape of the first example, with other digits. */
function idText(column: Column, i: number): string {
  if (column.type !== 'string') return String(1000 + i);
  const example = column.examples[0] ?? 'id-0000';
  const digits = String(i).padStart(4, '0');
  return example.replace(/\d+/, digits);
}
