import { columnReading, type ColumnReading, type SourceType } from './column-reading.ts';
import type { Column, Contract, Dialect } from './contract.ts';
import { expectedWords, kindWords } from './expected-words.ts';
import { quoted, sqlDouble, sqlText } from './sql-text.ts';

/** Why a value is refused: none given, of another type, outside the limits, … */
export type ReasonCode =
  'null' | 'type' | 'comma' | 'finite' | 'range' | 'value' | 'pattern' | 'length' | 'folder' | 'rule';

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
  /** Of null, type, comma and finite at most one is true. */
  readonly checks: readonly Check[];
}

/** A column read in steps, each a projection over the one before: large tables are read several times faster. */
export interface ColumnStages {
  /** Step 1, over the raw column; to be named `givenName`. */
  readonly given: string;
  /** `given:tenure_months`, not yet quoted. */
  readonly givenName: string;
  /** Step 2, over `givenName`; to be named as the column. */
  readonly typed: string;
  /** Step 3, over both, beside the rules across columns. */
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
  const reading = columnReading(column, source, dialect);
  const given = source === 'text' ? `(${reading.given})` : reading.given;
  const typed = reading.typed(given);
  return { typed, checks: checksOf(column, reading, given, `(${typed})`) };
}

/** The same as `columnChecks`, step by step: `select given …`, then `select *, typed …`, then the checks. */
export function columnStages(column: Column, source: SourceType, dialect: Dialect): ColumnStages {
  const reading = columnReading(column, source, dialect);
  const givenName = `given:${column.name}`;
  return {
    given: reading.given,
    givenName,
    typed: reading.typed(quoted(givenName)),
    checks: checksOf(column, reading, quoted(givenName), quoted(column.name)),
  };
}

function checksOf(column: Column, reading: ColumnReading, given: string, typed: string): Check[] {
  const expected = expectedWords(column);
  const checks: Check[] = [];
  const check = (code: ReasonCode, words: string, broken: string): void => {
    checks.push({ code, reason: `${column.name}: expected ${words}`, broken });
  };
  if (column.required) check('null', 'a value, found none', `${given} is null`);
  // a value that is passed on as it is can always be read
  if (reading.typed(given) !== given) {
    const unreadable = `${given} is not null and ${typed} is null`;
    for (const { code, found, is } of reading.special)
      check(code, `${expected}, found ${found}`, `case when ${unreadable} then ${is(given)} else false end`);
    const others = reading.special.map(({ is }) => `not ${is(given)}`).join(' and ');
    const unexplained = others === '' ? unreadable : `case when ${unreadable} then ${others} else false end`;
    check('type', `${expected}, found ${noneOf(column)}`, unexplained);
  }
  const low = column.minimum === null ? null : `${typed} < ${limitLiteral(column, column.minimum)}`;
  const high = column.maximum === null ? null : `${typed} > ${limitLiteral(column, column.maximum)}`;
  const outside = [low, high].filter((part) => part !== null).join(' or ');
  if (outside !== '') check('range', `${expected}, found one outside`, `coalesce(${outside}, false)`);
  if (column.values !== null) {
    const values = column.values.map((value) => valueLiteral(column, value)).join(', ');
    check('value', expected, `coalesce(${typed} not in (${values}), false)`);
  }
  if (column.maxLength !== null) {
    const words = `text of at most ${column.maxLength} characters, found a longer one`;
    check('length', words, `coalesce(length(${typed}) > ${column.maxLength}, false)`);
  }
  if (column.pattern !== null) {
    const whole = sqlText(String.raw`\A(?:${column.pattern})\z`);
    const words = `text that matches ${column.pattern}, found another`;
    check('pattern', words, `coalesce(not regexp_like(${typed}, ${whole}), false)`);
  }
  return checks;
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
