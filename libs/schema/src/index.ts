export { parseContract } from './parse-contract.ts';
export { columnOf, IN_SAMPLE, PARTS, SCORED } from './contract.ts';
export type {
  ActivityFact,
  Column,
  ColumnType,
  Contract,
  Dialect,
  LifetimeValue,
  Model,
  Outcome,
  Part,
  ProtectedBand,
  Role,
  RowRule,
  Split,
  Task,
} from './contract.ts';
export { ContractError } from './contract-error.ts';
export { badCases } from './bad-cases.ts';
export type { BadCase } from './bad-cases.ts';
export { columnChecks, columnStages, ruleChecks } from './column-checks.ts';
export type { Check, ColumnPlan, ColumnStages, ReasonCode } from './column-checks.ts';
export type { SourceType } from './column-reading.ts';
export { folderChecks } from './folder-check.ts';
export { nearestName } from './nearest-name.ts';
export { expectedWords } from './expected-words.ts';
export { quoted, sqlText } from './sql-text.ts';
export { SQL_TYPES } from './sql-type.ts';
export { athenaDdl, duckdbDdl, glueColumns } from './ddl.ts';
export type { GlueColumn, GlueColumns } from './ddl.ts';
export { markdownOf } from './markdown-of.ts';
export { targetBounds } from './target-bounds.ts';
export { intervalColumns } from './interval-columns.ts';
export type { TargetBounds } from './target-bounds.ts';
export { typescriptOf } from './typescript-of.ts';
