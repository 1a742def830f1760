import { call, insideOf, where, word, type LintRule } from '../match.ts';
import { closing, textOf } from '../tokens.ts';

/** Text and patterns. */
export const TEXT_RULES: readonly LintRule[] = [
  {
    name: 'concatenation',
    why: 'concat leaves out nulls in DuckDB and is null in Trino',
    find: where(call('concat', 'concat_ws')),
    bad: "select concat(a, 'x') from t",
    good: "select a || 'x' from t",
  },
  {
    name: 'replace by pattern',
    why: 'regexp_replace replaces all in Trino and the first in DuckDB, and groups are written differently',
    find: where(call('regexp_replace')),
    bad: "select regexp_replace(a, 'x', 'y') from t",
    good: "select replace(a, 'x', 'y') from t",
  },
  {
    name: 'no match',
    why: 'regexp_extract without a match is null in Trino and empty in DuckDB',
    find: where(
      (t, i) =>
        call('regexp_extract')(t, i) && (call('coalesce')(t, i - 2) || word('is')(t, closing(t, i + 1) + 1)),
    ),
    bad: "select coalesce(regexp_extract(a, 'x'), '-') from t",
    good: "select coalesce(try_cast(regexp_extract(a, '[0-9]+') as bigint), 0) from t",
  },
  {
    name: 'parts of a text',
    why: 'position 0, parts past the end, and letters without a capital differ',
    find: where(
      (t, i) =>
        call('split_part', 'upper', 'initcap', 'left', 'right')(t, i) ||
        (call('substr', 'substring')(t, i) && / , 0\b/.test(textOf(insideOf(t, i)))),
    ),
    bad: "select split_part(a, ',', 2) from t",
    good: 'select substr(a, 1, 3), lower(a) from t',
  },
  {
    name: 'text of a length',
    why: 'a cast to varchar(n) cuts in Trino alone, char(n) fills up there',
    find: where((t, i) => word('as')(t, i) && word('varchar', 'char')(t, i + 1) && t[i + 2]?.text === '('),
    bad: 'select cast(a as varchar(3)) from t',
    good: 'select substr(a, 1, 3) from t',
  },
];
