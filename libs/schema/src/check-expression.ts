import type { Draft } from './check-contract.ts';
import type { Path } from './contract-document.ts';
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
  const near = nearest(name, [...byName.keys()]);
  document.report(
    path,
    'the name of a column of the table',
    name,
    near ? `did you mean "${near}"?` : 'correct the name or add the column',
  );
}

/** The candidate at the smallest edit distance (Levenshtein), if it is near at all. */
function nearest(name: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, name.length / 3);
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
