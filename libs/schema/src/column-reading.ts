import type { Column, ColumnType, Dialect } from './contract.ts';
import { quoted, sqlText } from './sql-text.ts';
import { SQL_TYPES } from './sql-type.ts';
import { dateOfText, timestampOfText } from './time-of-text.ts';

/**
 * What the raw column's values are: `text` as read from CSV, `typed` for the contract's own type, or the type
 * that a Parquet file states.
 */
export type SourceType = 'text' | 'typed' | Exclude<ColumnType, 'string'>;

/** How a raw value is read, in two steps. */
export interface ColumnReading {
  /** SQL over the raw column: the value as it came, trimmed; null where it means null. */
  readonly given: string;
  /** SQL over `given`, or an expression for it: the value with the contract's type; null where it cannot be read. */
  typed(given: string): string;
  /** Kinds of unreadable values that deserve words of their own. */
  readonly special: readonly SpecialCase[];
}

/** An unreadable value whose cause is known. */
export interface SpecialCase {
  readonly code: 'comma' | 'finite';
  readonly found: string;
  /** SQL over a given value that is not null: true or false. */
  is(given: string): string;
}

/** Signs around a value that carry no meaning: spaces, tabs, line ends, and the space of spreadsheets. */
const BLANKS = ' \t\r\n\u00a0';

/** Values without any blank need no trimming, which costs more than this look. */
const BLANKLESS = String.raw`\A[!-~]*\z`;
const INTEGER = String.raw`\A-?[0-9]{1,18}\z`;
/** Whole numbers as written by tools that know doubles only: "12.0". */
const WHOLE_DOUBLE = String.raw`\A-?[0-9]{1,18}\.0*\z`;
const NUMBER = String.raw`\A[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\z`;
const COMMA = String.raw`\A[+-]?[0-9]{1,3}([. ]?[0-9]{3})*,[0-9]+\z`;
const NOT_FINITE = String.raw`\A[+-]?(nan|inf|infinity)\z`;

/** How the raw column becomes the contract's; every expression means the same in DuckDB and Trino. */
export function columnReading(column: Column, source: SourceType, dialect: Dialect): ColumnReading {
  const raw = quoted(column.name);
  if (source !== 'text') return readTyped(column.type, source === 'typed' ? column.type : source, raw);
  const isText = column.type === 'string' || column.type === 'boolean';
  return {
    given: givenText(raw, dialect),
    typed: TYPED_TEXT[column.type],
    special:
      isText || column.type === 'date' || column.type === 'timestamp'
        ? []
        : [DECIMAL_COMMA, NOT_A_FINITE_TEXT],
  };
}

function givenText(raw: string, dialect: Dialect): string {
  const trimmed = `trim(both ${sqlText(BLANKS)} from ${raw})`;
  const tokens = dialect.nullTokens.map(sqlText).join(', ');
  const unlessNull = (text: string): string =>
    tokens === '' ? text : `case when ${text} in (${tokens}) then null else ${text} end`;
  return `case when regexp_like(${raw}, ${sqlText(BLANKLESS)}) then ${unlessNull(raw)} else ${unlessNull(trimmed)} end`;
}

const DECIMAL_COMMA: SpecialCase = {
  code: 'comma',
  found: 'a decimal comma',
  is: (given) => `regexp_like(${given}, ${sqlText(COMMA)})`,
};

const NOT_A_FINITE_TEXT: SpecialCase = {
  code: 'finite',
  found: 'NaN or an infinity',
  is: (given) => `regexp_like(lower(${given}), ${sqlText(NOT_FINITE)})`,
};

const NOT_A_FINITE_NUMBER: SpecialCase = {
  code: 'finite',
  found: 'NaN or an infinity',
  is: (given) => `not is_finite(cast(${given} as double))`,
};

const TYPED_TEXT: Readonly<Record<ColumnType, (given: string) => string>> = {
  string: (given) => given,
  boolean: (given) =>
    `case when lower(${given}) in ('1', 'true', 'yes', '1.0') then true when lower(${given}) in ('0', 'false', 'no', '0.0') then false end`,
  integer: (given) =>
    `case when regexp_like(${given}, ${sqlText(INTEGER)}) then try_cast(${given} as bigint) ` +
    `when regexp_like(${given}, ${sqlText(WHOLE_DOUBLE)}) then try_cast(regexp_extract(${given}, '\\A-?[0-9]+') as bigint) end`,
  number: (given) =>
    `case when regexp_like(${given}, ${sqlText(NUMBER)}) and is_finite(try_cast(${given} as double)) then try_cast(${given} as double) end`,
  date: dateOfText,
  timestamp: timestampOfText,
};

function readTyped(wanted: ColumnType, source: ColumnType, raw: string): ColumnReading {
  const special = source === 'number' && wanted === 'number' ? [NOT_A_FINITE_NUMBER] : [];
  return { given: raw, typed: (given) => converted(wanted, source, given), special };
}

function converted(wanted: ColumnType, source: ColumnType, given: string): string {
  const asDouble = `cast(${given} as double)`;
  const whole = `case when is_finite(${asDouble}) and floor(${asDouble}) = ${asDouble} then try_cast(${given} as bigint) end`;
  switch (`${wanted} from ${source}`) {
    case 'number from number':
      return `case when is_finite(${asDouble}) then ${asDouble} end`;
    case 'number from integer':
      return asDouble;
    case 'integer from integer':
      return `try_cast(${given} as bigint)`;
    case 'integer from number':
      return whole;
    case 'boolean from integer':
    case 'boolean from number':
      return `case when ${given} = 1 then true when ${given} = 0 then false end`;
    case 'string from integer':
    case 'string from number':
      return `cast(${whole} as varchar)`;
    case 'string from boolean':
      return `case when ${given} then 'true' when not ${given} then 'false' end`;
    case 'date from timestamp':
      return `case when cast(cast(${given} as date) as timestamp(6)) = cast(${given} as timestamp(6)) then cast(${given} as date) end`;
    case 'timestamp from date':
    case 'timestamp from timestamp':
      return `cast(${given} as timestamp(6))`;
    default:
      return wanted === source ? given : `cast(null as ${SQL_TYPES[wanted]})`;
  }
}
