import { call, insideOf, sign, where, word, type LintRule } from '../match.ts';
import { closing, textOf, type Token } from '../tokens.ts';

/** Grouping, windows, lists, and words that one engine alone knows. */
export const ROWS_RULES: readonly LintRule[] = [
  {
    name: 'DuckDB keywords',
    why: 'ILIKE, QUALIFY, DISTINCT ON and EXCLUDE are DuckDB only',
    find: where(
      (t, i) =>
        word('ilike', 'qualify', 'exclude')(t, i) || (word('distinct')(t, i) && t[i + 1]?.text === 'on'),
    ),
    bad: "select a from t where a ilike 'x%'",
    good: "select a from t where lower(a) like 'x%'",
  },
  {
    name: 'any value',
    why: 'which row is taken is not said, and nulls count in one engine alone',
    find: where(call('first', 'last', 'arbitrary', 'any_value')),
    bad: 'select first(a) from t',
    good: 'select min(a) from t',
  },
  {
    name: 'lists',
    why: 'absent elements, positions and the order of distinct ones differ',
    find: where(
      (t, i) =>
        call('array_position', 'element_at', 'array_distinct', 'list_contains')(t, i) ||
        (sign('[')(t, i) && !word('array')(t, i - 1)),
    ),
    bad: 'select a[1] from t',
    good: "select array['x'] from t",
  },
  {
    name: 'window without order',
    why: 'a numbering without a total order differs from run to run',
    find: where(
      (t, i) =>
        call('row_number', 'rank', 'dense_rank', 'ntile', 'lag', 'lead', 'first_value', 'last_value')(t, i) &&
        !/order by/.test(textOf(t.slice(i, closing(t, closing(t, i + 1) + 2) + 1))),
    ),
    bad: 'select row_number() over (partition by a) from t',
    good: 'select row_number() over (partition by a order by id) from t',
  },
  {
    name: 'aggregate without order',
    why: 'lists come in the order of the rows, which no engine keeps',
    find: where(
      (t, i) => call('array_agg', 'string_agg', 'listagg')(t, i) && !/order by/.test(textOf(insideOf(t, i))),
    ),
    bad: 'select array_agg(a) from t',
    good: 'select array_agg(a order by id) from t',
  },
  {
    name: 'group by alias',
    why: 'Trino groups by columns, never by an alias of the same SELECT',
    find: (tokens) => groupedAliases(tokens),
    bad: 'select a + 1 as b, count(*) as n from t group by b',
    good: 'select a + 1 as b, count(*) as n from t group by a + 1',
  },
];

/** Single names after GROUP BY that the SELECT before it gives to an expression. */
function groupedAliases(tokens: readonly Token[]): number[] {
  return where((t, i) => word('group')(t, i) && word('by')(t, i + 1))(tokens).flatMap((group) => {
    const aliases = new Set<string>();
    let depth = 0;
    for (let i = group - 1; i >= 0 && depth <= 0; i--) {
      const { text } = tokens[i]!;
      if (text === ')') depth -= 1;
      if (text === '(') depth += 1;
      if (depth === 0 && word('select')(tokens, i)) break;
      const isRenamed = depth === 0 && word('as')(tokens, i) && tokens[i - 1]?.text !== tokens[i + 1]?.text;
      if (isRenamed && !word('from', 'join')(tokens, i - 2)) aliases.add(tokens[i + 1]?.text ?? '');
    }
    const found: number[] = [];
    for (let i = group + 2; i < tokens.length; i += 2) {
      const next = tokens[i + 1]?.text;
      if (aliases.has(tokens[i]!.text) && next !== '.' && next !== '(') found.push(i);
      if (next !== ',') break;
    }
    return found;
  });
}
