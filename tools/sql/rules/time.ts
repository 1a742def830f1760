import { call, insideOf, operandAfter, operandBefore, sign, where, word, type LintRule } from '../match.ts';
import { textOf } from '../tokens.ts';

/** Dates, timestamps and intervals. */
export const TIME_RULES: readonly LintRule[] = [
  {
    name: 'interval on a date',
    why: 'date + interval is a date in Trino and a timestamp in DuckDB',
    find: where(
      (t, i) =>
        sign('+', '-')(t, i) &&
        word('interval')(t, i + 1) &&
        !/as timestamp \( \d \) \)$/.test(operandBefore(t, i - 1)),
    ),
    bad: "select d + interval '1' day from t",
    good: "select cast(d as timestamp(6)) + interval '1' day from t",
  },
  {
    name: 'difference of dates',
    why: 'date - date is an interval in Trino and a whole number in DuckDB',
    find: where(
      (t, i) =>
        sign('-')(t, i) &&
        (/as date \)$/.test(operandBefore(t, i - 1)) ||
          word('date')(t, i + 1) ||
          /as date \)$/.test(operandAfter(t, i + 1))),
    ),
    bad: "select cast(a as date) - date '2025-01-01' from t",
    good: "select date_diff('day', date '2025-01-01', cast(a as date)) from t",
  },
  {
    name: 'elapsed or crossed',
    why: 'date_diff counts elapsed units in Trino and crossed boundaries in DuckDB; only days between dates agree',
    find: where(
      (t, i) =>
        call('date_diff')(t, i) && !/^'day' , (?:date '|cast \( .* as date \))/.test(textOf(insideOf(t, i))),
    ),
    bad: "select date_diff('day', a, b) from t",
    good: "select date_diff('day', date '1970-01-01', b) from t",
  },
  {
    name: 'part of a date',
    why: 'Sunday is 7 in Trino and 0 in DuckDB; date_trunc gives other types',
    find: where(
      (t, i) =>
        call('date_trunc', 'day_of_week', 'dow')(t, i) ||
        (call('extract')(t, i) && /^(?:dow|day_of_week|week)\b/.test(textOf(insideOf(t, i)))),
    ),
    bad: 'select extract(dow from d) from t',
    good: 'select extract(month from d) from t',
  },
  {
    name: 'time zones',
    why: 'AT TIME ZONE on a plain timestamp means the opposite',
    find: where((t, i) => word('at')(t, i) && word('time')(t, i + 1) && word('zone')(t, i + 2)),
    bad: "select a at time zone 'Europe/Berlin' from t",
    good: 'select a from t',
  },
  {
    name: 'timestamp without digits',
    why: 'a bare timestamp keeps milliseconds in Trino and microseconds in DuckDB',
    find: where((t, i) => word('as')(t, i) && word('timestamp')(t, i + 1) && t[i + 2]?.text !== '('),
    bad: 'select cast(a as timestamp) from t',
    good: 'select cast(a as timestamp(6)) from t',
  },
];
