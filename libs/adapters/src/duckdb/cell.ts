import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Cell } from '@engage/run';

const MICROS_PER_SECOND = 1_000_000n;

/**
 * A value of DuckDB as the port promises it: whole numbers as number up to 2^53, else bigint; dates as
 * `2025-01-31`, timestamps as `2025-01-31T12:00:00.000Z` (microseconds where there are any).
 *
 * @throws TypeError for lists, structs and other values that a small result should not have
 */
export function cellOf(value: DuckDBValue, column: string): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue)
    return isoOf(BigInt(value.days) * 86_400n * MICROS_PER_SECOND).slice(0, 10);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return isoOf(value.micros);
  throw new TypeError(
    `Expected a plain value in column "${column}", found ${value.constructor.name}; cast it`,
  );
}

function isoOf(micros: bigint): string {
  const millis = micros >= 0n ? micros / 1000n : (micros - 999n) / 1000n;
  const rest = micros - millis * 1000n;
  const text = new Date(Number(millis)).toISOString();
  return rest === 0n ? text : `${text.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}
