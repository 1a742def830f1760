import type { Column, ColumnType, Dialect } from './contract.ts';
import { quoted, sqlText } from './sql-text.ts';
import { SQL_TYPES } from './sql-type.ts';
import { dateOfText, timestampOfText } from './time-of-text.ts';

/**
 * What the raw column's values are: `text` as read from CSV, `typed` for the contract's own type, or the type
 * that a Parquet file states.
 */
export type SourceType = 'text' | 'typed' | Exclude<ColumnType, 'string'>;

/** How a raw value is read, as SQL over the raw column. */
export interface ColumnReading {
  /** The value as it came, null where it means null. */
  readonly given: string;
  /** The value with the contract's type; null where it cannot be read. */
  readonly typed: string;
  /** Kinds of unreadable values that deserve words of their own; true or false for any given value. */
  readonly special: readonly {
    readonly code: 'comma' | 'finite';
    readonly found: string;
    readonly is: string;
  }[];
}

/** Signs around a value that carry no meaning: spaces, tabs, line ends, and the space of spreadsheets. */
const BLANKS = ' \t\r\n\u00a0';

const INTEGER = String.raw`\A-?[0-9]{1,18}(\.0*)?\z`;
const NUMBER = String.raw`\A[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\z`;
const COMMA = String.raw`\A[+-]?[0-9]{1,3}([. ]?[0-9]{3})*,[0-9]+\z`;
const NOT_FINITE = String.raw`\A[+-]?(nan|inf|infinity)\z`;

/** How the raw column becomes the contract's; every expression means the same in DuckDB and Trino. */
export function columnReading(column: Column, source: SourceType, dialect: Dialect): ColumnReading {
  const raw = quoted(column.name);
  if (source === 'text') return readText(column, raw, dialect);
  return readTyped(column.type, source === 'typed' ? column.type : source, raw);
}

function readText(column: Column, raw: string, dialect: Dialect): ColumnReading {
  const trimmed = `trim(both ${sqlText(BLANKS)} from ${raw})`;
  const tokens = dialect.nullTokens.map(sqlText).join(', ');
  const given = tokens === '' ? trimmed : `case when ${trimmed} in (${tokens}) then null else ${trimmed} end`;
  const plain = (typed: string): ColumnReading => ({ given, typed, special: [] });
  switch (column.type) {
    case 'string':
      return plain(given);
    case 'boolean':
      return plain(
        `case when lower(${given}) in ('1', 'true', 'yes', '1.0') then true when lower(${given}) in ('0', 'false', 'no', '0.0') then false end`,
      );
    case 'date':
      return plain(dateOfText(given));
    case 'timestamp':
      return plain(timestampOfText(given));
    case 'integer':
      return {
        given,
        // whole numbers written by tools that know doubles only, "12.0", are whole numbers
        typed: `case when regexp_like(${given}, ${sqlText(INTEGER)}) then try_cast(regexp_extract(${given}, '\\A-?[0-9]+') as bigint) end`,
        special: specialNumbers(given),
      };
    case 'number':
      return {
        given,
        typed: `case when regexp_like(${given}, ${sqlText(NUMBER)}) and is_finite(try_cast(${given} as double)) then try_cast(${given} as double) end`,
        special: specialNumbers(given),
      };
  }
}

function specialNumbers(given: string): ColumnReading['special'] {
  return [
    { code: 'comma', found: 'a decimal comma', is: `regexp_like(${given}, ${sqlText(COMMA)})` },
    {
      code: 'finite',
      found: 'NaN or an infinity',
      is: `regexp_like(lower(${given}), ${sqlText(NOT_FINITE)})`,
    },
  ];
}

function readTyped(wanted: ColumnType, source: ColumnType, raw: string): ColumnReading {
  const asDouble = `cast(${raw} as double)`;
  const whole = `case when is_finite(${asDouble}) and floor(${asDouble}) = ${asDouble} then try_cast(${raw} as bigint) end`;
  const plain = (typed: string): ColumnReading => ({ given: raw, typed, special: [] });
  switch (`${wanted} from ${source}`) {
    case 'number from number':
      return {
        given: raw,
        typed: `case when is_finite(${asDouble}) then ${asDouble} end`,
        special: [{ code: 'finite', found: 'NaN or an infinity', is: `not is_finite(${asDouble})` }],
      };
    case 'number from integer':
      return plain(asDouble);
    case 'integer from integer':
      return plain(`try_cast(${raw} as bigint)`);
    case 'integer from number':
      return plain(whole);
    case 'boolean from integer':
    case 'boolean from number':
      return plain(`case when ${raw} = 1 then true when ${raw} = 0 then false end`);
    case 'string from integer':
    case 'string from number':
      return plain(`cast(${whole} as varchar)`);
    case 'string from boolean':
      return plain(`case when ${raw} then 'true' when not ${raw} then 'false' end`);
    case 'date from timestamp':
      return plain(
        `case when cast(cast(${raw} as date) as timestamp(6)) = cast(${raw} as timestamp(6)) then cast(${raw} as date) end`,
      );
    case 'timestamp from date':
    case 'timestamp from timestamp':
      return plain(`cast(${raw} as timestamp(6))`);
    default:
      return plain(wanted === source ? raw : `cast(null as ${SQL_TYPES[wanted]})`);
  }
}
