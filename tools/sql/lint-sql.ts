import { LINT_RULES } from './lint-rules.ts';
import { tokensOf } from './tokens.ts';

/** A place where a statement would silently mean something else in the other engine. */
export interface LintFinding {
  readonly rule: string;
  readonly why: string;
  /** The statement around the place. */
  readonly excerpt: string;
}

/** Looks for everything that DuckDB and Trino accept both and understand differently. */
export function lintSql(sql: string): LintFinding[] {
  const tokens = tokensOf(sql);
  return LINT_RULES.flatMap(({ name, why, find }) =>
    find(tokens).map((i) => ({
      rule: name,
      why,
      excerpt: sql.slice(Math.max(0, tokens[i]!.at - 60), tokens[i]!.at + 60).replaceAll('\n', ' '),
    })),
  );
}
