import { columnReading, type SourceType } from './column-reading.ts';
import type { Column, Contract, Dialect } from './contract.ts';
import { expectedWords, kindWords } from './expected-words.ts';
import { sqlDouble, sqlText } from './sql-text.ts';

/** Why a value is refused: none given, of another type, outside the limits, … */
export type ReasonCode =
  'null' | 'type' | 'comma' | 'finite' | 'range' | 'value' | 'pattern' | 'length' | 'rule';

/** One way in which a row can break the contract. */
export interface Check {
  readonly code: ReasonCode;
  /** For the quarantine: `tenure_months: expected an integer in [0, 84], found one outside`. */
  readonly reason: string;
  /** SQL over the raw columns (for rules: over the typed ones) that is true when the row breaks it; never null. */
  readonly broken: string;
}

/** How one raw column is read and checked. */
export interface ColumnPlan {
  /** SQL over the raw column that yields the value with the contract's type; null where it cannot be read. */
  readonly typed: string;
  /** No two of type, comma, finite, range, value are true at once. */
  readonly checks: readonly Check[];
}

/**
 * How a raw column becomes typed and what is checked, as SQL that means the same in DuckDB and Trino (with the
 * macros regexp_like and is_finite in DuckDB).
 *
 * @param source `text` for columns as read from CSV, `typed` or the file's own type for Parquet
 * @example columnChecks(tenure, 'text', contract.dialect).typed
 */
export function columnChecks(column: Column, source: SourceType, dialect: Dialect): ColumnPlan {
  const { given, typed, special } = columnReading(column, source, dialect);
  const expected = expectedWords(column);
  const check = (code: ReasonCode, words: string, broken: string): Check => ({
    code,
    reason: `${column.name}: expected ${words}`,
    broken,
  });
  const checks: Check[] = [];
  if (column.required) checks.push(check('null', 'a value, found none', `(${given}) is null`));
  if (typed !== given) {
    const unreadable = `(${given}) is not null and (${typed}) is null`;
    for (const { code, found, is } of special)
      checks.push(check(code, `${expected}, found ${found}`, `${unreadable} and ${is}`));
    const other = special.map(({ is }) => ` and not (${is})`).join('');
    checks.push(check('type', `${expected}, found ${noneOf(column)}`, `${unreadable}${other}`));
  }
  const low = column.minimum === null ? null : `(${typed}) < ${limitLiteral(column, column.minimum)}`;
  const high = column.maximum === null ? null : `(${typed}) > ${limitLiteral(column, column.maximum)}`;
  const outside = [low, high].filter((part) => part !== null).join(' or ');
  if (outside !== '')
    checks.push(check('range', `${expected}, found one outside`, `coalesce(${outside}, false)`));
  if (column.values !== null)
    checks.push(
      check(
        'value',
        expected,
        `coalesce((${typed}) not in (${column.values.map((value) => valueLiteral(column, value)).join(', ')}), false)`,
      ),
    );
  if (column.maxLength !== null)
    checks.push(
      check(
        'length',
        `text of at most ${column.maxLength} characters, found a longer one`,
        `coalesce(length(${typed}) > ${column.maxLength}, false)`,
      ),
    );
  if (column.pattern !== null)
    checks.push(
      check(
        'pattern',
        `text that matches ${column.pattern}, found another`,
        `coalesce(not regexp_like(${typed}, ${sqlText(String.raw`\A(?:${column.pattern})\z`)}), false)`,
      ),
    );
  return { typed, checks };
}

/** The contract's rules across columns, over the typed columns. A rule that is null, for want of a value, holds. */
export function ruleChecks(contract: Contract): Check[] {
  return contract.rules.map(({ name, description, expression }) => ({
    code: 'rule',
    reason: `rule ${name}: ${description}`,
    broken: `coalesce(not (${expression}), false)`,
  }));
}

function noneOf(column: Column): string {
  const kind = kindWords(column).replace(/ (such as|\().*$/, '');
  return column.type === 'string' ? 'another type' : `no ${kind.replace(/^an? /, '')}`;
}

function limitLiteral(column: Column, limit: number | string): string {
  if (typeof limit === 'number') return column.type === 'integer' ? String(limit) : sqlDouble(limit);
  if (column.type === 'date') return `date ${sqlText(limit)}`;
  return `timestamp ${sqlText(limit.replace('T', ' ').replace('Z', ''))}`;
}

function valueLiteral(column: Column, value: string): string {
  if (column.type === 'integer') return value;
  return column.type === 'number' ? sqlDouble(Number(value)) : sqlText(value);
}
