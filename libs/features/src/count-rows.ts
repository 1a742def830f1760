import { renderSql, type QueryEngine } from '@engage/run';

/** How many rows a table of the engine has. */
export async function countRows(engine: QueryEngine, table: string): Promise<number> {
  const [row] = await engine.rows(countStatement(table));
  return Number(row?.['row_count']);
}

/** The statement behind `countRows`. */
export function countStatement(table: string): string {
  return renderSql('prepare/count', { table });
}
