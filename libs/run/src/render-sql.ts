import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the SQL lies: at the root of the repository, or beside the bundle that an image carries. */
const ROOTS = [join(import.meta.dirname, '../../../sql'), join(import.meta.dirname, 'sql')];

/**
 * A statement of `sql/`, with its `{{placeholders}}` filled in. Fragments are SQL: names go through `quoted`
 * and texts through `sqlText` of @engage/schema, numbers through `doubleLiteral`.
 *
 * @param name path below `sql/` without `.sql`, for example "qa/qa"
 * @throws RangeError when there is no such statement, a placeholder has no fragment, or a fragment no placeholder
 */
export function renderSql(name: string, fragments: Readonly<Record<string, string>> = {}): string {
  const root = ROOTS.find((folder) => existsSync(join(folder, `${name}.sql`)));
  if (root === undefined) throw new RangeError(`Expected a statement sql/${name}.sql, found none`);
  const text = readFileSync(join(root, `${name}.sql`), 'utf8');
  const used = new Set<string>();
  const rendered = text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const fragment = fragments[key];
    if (fragment === undefined)
      throw new RangeError(`Expected a fragment for "${key}" of sql/${name}.sql, found none`);
    used.add(key);
    return fragment;
  });
  const idle = Object.keys(fragments).find((key) => !used.has(key));
  if (idle !== undefined)
    throw new RangeError(`Expected a placeholder {{${idle}}} in sql/${name}.sql, found none`);
  return rendered.trimEnd();
}

/**
 * A number as a DOUBLE literal: both engines read `0.1` as a decimal, and `1e-1` as a double.
 *
 * @throws RangeError for NaN and infinities
 */
export function doubleLiteral(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`Expected a finite number for SQL, found ${value}`);
  const text = value.toExponential();
  return value < 0 ? `(${text})` : text;
}
