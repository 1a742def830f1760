import {
  call,
  insideOf,
  isDouble,
  operandAfter,
  operandBefore,
  sign,
  where,
  type LintRule,
} from '../match.ts';
import { textOf } from '../tokens.ts';

/** Numbers: types, rounding, and sums that depend on the order of the rows. */
export const ARITHMETIC_RULES: readonly LintRule[] = [
  {
    name: 'division',
    why: 'decimals divide to a decimal in Trino and to a double in DuckDB; a division by 0 fails in one alone',
    find: where(
      (t, i) => sign('/')(t, i) && !isDouble(operandBefore(t, i - 1)) && !isDouble(operandAfter(t, i + 1)),
    ),
    bad: 'select a / b from t',
    good: 'select cast(a as double) / b, a / 864e2 from t',
  },
  {
    name: 'short cast',
    why: '`::` is DuckDB only',
    find: where(sign('::')),
    bad: 'select a::bigint from t',
    good: 'select cast(a as bigint) from t',
  },
  {
    name: 'rounding cast',
    why: 'a half is rounded up in Trino and to even in DuckDB',
    find: where((t, i) => {
      if (!call('cast', 'try_cast')(t, i)) return false;
      const inside = textOf(insideOf(t, i));
      return (
        /as (?:bigint|integer|smallint|tinyint)$/.test(inside) &&
        /^(?:\d*\.\d+ as|[\d.]+e[+-]?\d+|cast \( [^()]* as double \)|[^(]* \/ )/.test(inside)
      );
    }),
    bad: 'select cast(2.5e0 as bigint), cast(cast(x as double) as bigint) from t',
    good: 'select cast(floor(cast(x as double)) as bigint) from t',
  },
  {
    name: 'bare sum',
    why: 'sums of whole numbers are HUGEINT in DuckDB, which Parquet keeps as DOUBLE',
    find: where(
      (t, i) =>
        call('sum', 'count_if')(t, i) &&
        !/order by/.test(textOf(insideOf(t, i))) &&
        !(t[i - 1]?.text === '(' && t[i - 2]?.text === 'cast') &&
        !(t[i - 1]?.text === '(' && t[i - 2]?.text === 'coalesce' && t[i - 4]?.text === 'cast'),
    ),
    bad: 'select sum(n) from t',
    good: 'select cast(sum(n) as bigint), cast(coalesce(sum(n), 0) as bigint) from t',
  },
  {
    name: 'sum of doubles',
    why: 'their sum depends on the order of the rows, which no engine keeps',
    find: where(
      (t, i) =>
        call('sum')(t, i) &&
        /as double \)|\d+e[+-]?\d/.test(textOf(insideOf(t, i))) &&
        !/as decimal|order by/.test(textOf(insideOf(t, i))),
    ),
    bad: 'select cast(sum(cast(x as double)) as double) from t',
    good: 'select cast(sum(cast(x as decimal(38, 9))) as double), sum(x order by id) from t',
  },
  {
    name: 'mean',
    why: 'avg of decimals is a decimal in Trino and a double in DuckDB; avg and its kin depend on the order of the rows',
    find: where(
      call(
        'avg',
        'stddev',
        'stddev_pop',
        'stddev_samp',
        'variance',
        'var_pop',
        'var_samp',
        'corr',
        'covar_pop',
      ),
    ),
    bad: 'select avg(x) from t',
    good: 'select cast(sum(cast(x as decimal(38, 9))) as double) / cast(count(x) as double) from t',
  },
  {
    name: 'approximate',
    why: 'approximate functions differ between engines and between runs',
    find: where(
      call(
        'approx_percentile',
        'approx_distinct',
        'approx_quantile',
        'median',
        'quantile',
        'quantile_disc',
        'quantile_cont',
      ),
    ),
    bad: 'select approx_distinct(x) from t',
    good: 'select count(distinct x) from t',
  },
  {
    name: 'greatest and least',
    why: 'they leave out nulls in DuckDB and are null in Trino',
    find: where(call('greatest', 'least')),
    bad: 'select greatest(a, b) from t',
    good: 'select case when a > b then a else b end from t',
  },
  {
    name: 'text of a double',
    why: '1.5 is 1.5E0 as text in Trino',
    find: where(
      (t, i) =>
        call('cast', 'try_cast')(t, i) &&
        /^(?:[\d.]+e[+-]?\d+|cast \( .* as double \)) as varchar$/.test(textOf(insideOf(t, i))),
    ),
    bad: 'select cast(cast(x as double) as varchar) from t',
    good: 'select json_format(cast(x as json)) from t',
  },
];
