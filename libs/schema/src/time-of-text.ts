import { sqlText } from './sql-text.ts';

const DAY = '[12][0-9]{3}-[01][0-9]-[0-3][0-9]';
const CLOCK = String.raw`([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?`;
const OFFSET = '[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?';
const MOMENT = String.raw`\A${DAY}([T ]${CLOCK}( ?(Z|UTC|${OFFSET}))?)?\z`;
const MIDNIGHT = String.raw`\A${DAY}([T ]00:00(:00(\.0{1,6})?)?( ?(Z|UTC|[+]00(:?00)?))?)?\z`;

/** SQL for the date that a text states; null when it states none, or a time of day as well. */
export function dateOfText(text: string): string {
  return `case when regexp_like(${text}, ${sqlText(MIDNIGHT)}) then try_cast(substr(${text}, 1, 10) as date) end`;
}

/**
 * SQL for the moment in UTC that a text states; null when it states none. Without an offset the text is UTC, with
 * one (`+02:00`, `-0500`, `+09`) it is moved, so columns of mixed zones become comparable.
 */
export function timestampOfText(text: string): string {
  const local = `try_cast(substr(${text}, 1, 10) || ' ' || regexp_extract(${text} || 'T00:00', '[T ]([0-9:.]+)', 1) as timestamp(6))`;
  const part = (group: number): string =>
    `regexp_extract(${text}, ${sqlText(String.raw`:[0-9:.]+ ?([+-])([0-9]{2}):?([0-9]{2})?\z`)}, ${group})`;
  // a group without a match is null in Trino and '' in DuckDB; both become null here, then 0
  const number = (group: number): string => `coalesce(try_cast(${part(group)} as bigint), 0)`;
  const minutes = `(60 * ${number(2)} + ${number(3)}) * case when ${part(1)} = '-' then -1 else 1 end`;
  return `case when regexp_like(${text}, ${sqlText(MOMENT)}) then ${local} - interval '1' minute * (${minutes}) end`;
}
