export { parseContract } from './parse-contract.ts';
export { columnOf, PARTS } from './contract.ts';
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
