import type { Draft } from './check-contract.ts';
import type { Path } from './contract-document.ts';
import { nearestName } from './nearest-name.ts';
import { sqlExpression } from './sql-expression.ts';

/** Reports what is wrong with a SQL expression; returns the columns of the table that it names. */
export function checkExpression(
  { document, byName }: Draft,
  text: string,
  path: Path,
  more: readonly string[] = [],
): string[] {
  const { columns, fault } = sqlExpression(text);
  if (fault !== null)
    document.report(
      path,
      'a SQL expression over the columns',
      fault,
      'use operators, CASE, literals and shared functions only',
    );
  for (const name of columns)
    if (!byName.has(name) && !more.includes(name)) reportMissing({ document, byName }, name, path);
  return columns.filter((name) => byName.has(name));
}

/** Reports a name that is no column, with the nearest one that is. */
export function reportMissing(
  { document, byName }: Pick<Draft, 'document' | 'byName'>,
  name: string,
  path: Path,
): void {
  const near = nearestName(name, [...byName.keys()]);
  document.report(
    path,
    'the name of a column of the table',
    name,
    near ? `did you mean "${near}"?` : 'correct the name or add the column',
  );
}
