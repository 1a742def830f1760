import type { LintRule } from './match.ts';
import { ARITHMETIC_RULES } from './rules/arithmetic.ts';
import { ROWS_RULES } from './rules/rows.ts';
import { TEXT_RULES } from './rules/text.ts';
import { TIME_RULES } from './rules/time.ts';

/** The known silent differences between DuckDB and Trino, each with an example that must be found. */
export const LINT_RULES: readonly LintRule[] = [
  ...ARITHMETIC_RULES,
  ...TIME_RULES,
  ...TEXT_RULES,
  ...ROWS_RULES,
];
