import { StatementType, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { InputError, type Cell } from '@engage/run';
import { cellOf } from './cell.ts';
import { failureOf } from './failure.ts';
import { literal } from './sql-text.ts';

/** The answer to a question: rows as arrays, since two columns may have one name. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Blanks, semicolons and comments alone. */
const NOTHING = /^(?:\s|;|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*$/;

/**
 * Answers one SELECT of a person. Before the text is looked at, the database is locked for good: from then on
 * it reads files of one folder alone. What the text is, DuckDB says, not its first word, so that nothing but a
 * SELECT is ever carried out.
 *
 * @param folder path of the only folder that stays readable
 * @throws InputError when the text is not exactly one SELECT; QueryError when DuckDB refuses it
 */
export async function ask(connection: DuckDBConnection, folder: string, sql: string): Promise<Answer> {
  await connection.run(`set allowed_directories = [${literal(folder)}]`);
  await connection.run('set enable_external_access = false');
  await connection.run('set lock_configuration = true');
  // The binding has no words for a text without a statement.
  if (NOTHING.test(sql)) throw refusal('none');
  try {
    const statements = await connection.extractStatements(sql);
    if (statements.count !== 1) throw refusal(`${statements.count} statements`);
    const statement = await statements.prepare(0);
    try {
      if (statement.statementType !== StatementType.SELECT)
        throw refusal(`${StatementType[statement.statementType]} ("${sql.trim().slice(0, 40)}")`);
      const reader = await statement.runAndReadAll();
      const columns = reader.columnNames();
      return { columns, rows: reader.getRows().map((row) => row.map((cell, i) => shown(cell, columns[i]!))) };
    } finally {
      statement.destroySync();
    }
  } catch (error) {
    throw error instanceof InputError ? error : failureOf(error, sql);
  }
}

function refusal(found: string): InputError {
  return new InputError(`Expected one SELECT, found ${found}; a query reads a run and never writes`);
}

/** Lists, structs, dates without end and the like as the text that DuckDB shows for them. */
function shown(value: DuckDBValue, column: string): Cell {
  try {
    return cellOf(value, column);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    return String(value);
  }
}
