/** What a contract's SQL expression refers to, and what is wrong with it. */
export interface SqlExpression {
  /** Columns it names, once each, in order of appearance. */
  readonly columns: readonly string[];
  /** What it may not contain, in words; null when it may be used. */
  readonly fault: string | null;
}

const TOKEN =
  /\s+|'(?:[^']|'')*'|"(?:[^"]|"")+"|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_][A-Za-z0-9_]*|<=|>=|<>|!=|\|\||--|\/\*|[-+*/%=<>(),]/y;

const KEYWORDS = new Set(
  (
    'and or not is null true false in between like case when then else end as distinct from ' +
    'double bigint integer varchar boolean date timestamp decimal'
  ).split(' '),
);

/** Functions that mean the same in DuckDB and Trino for every argument; greatest, concat or substr do not. */
export const SHARED_FUNCTIONS: readonly string[] = (
  'abs ceil floor round sqrt exp ln power mod coalesce nullif length lower trim ltrim rtrim replace strpos ' +
  'year month day hour minute cast try_cast'
).split(' ');

const OPENING = new Set([...SHARED_FUNCTIONS, ...KEYWORDS]);

/**
 * Reads a scalar SQL expression as a contract may state one: operators, CASE, literals, columns and the functions
 * that both engines share. No statements, comments, subqueries or other functions, so a contract cannot reach
 * files or settings.
 *
 * @example sqlExpression('ln(1 + likes)').columns // ['likes']
 */
export function sqlExpression(text: string): SqlExpression {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return faulty(`the character ${JSON.stringify(text.charAt(from))}`);
    if (token === '--' || token === '/*') return faulty('a comment');
    if (token.trim() !== '') tokens.push(token);
  }
  if (tokens.length === 0) return faulty('nothing');
  const columns = new Set<string>();
  let depth = 0;
  for (const [i, token] of tokens.entries()) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth < 0) return faulty('a bracket that was not opened');
    const word = token.toLowerCase();
    if (token.startsWith('"')) columns.add(token.slice(1, -1).replaceAll('""', '"'));
    else if (!/^[a-z_]/.test(word)) continue;
    else if (tokens[i + 1] === '(') {
      if (!OPENING.has(word) || word === 'varchar')
        return faulty(
          `the function ${token}; shared by DuckDB and Athena are ${SHARED_FUNCTIONS.join(', ')}`,
        );
    } else if (!KEYWORDS.has(word)) columns.add(token);
  }
  if (depth > 0) return faulty('a bracket that is not closed');
  return { columns: [...columns], fault: null };
}

function faulty(fault: string): SqlExpression {
  return { columns: [], fault };
}
