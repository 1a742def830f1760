import type { RawColumn, RawType, WantedColumn } from '@engage/run';
import {
  columnStages,
  folderChecks,
  quoted,
  ruleChecks,
  sqlText,
  type Check,
  type Column,
  type ColumnStages,
  type ColumnType,
  type Contract,
} from '@engage/schema';
import { momentLiteral, momentWords, type Cut } from './cut.ts';

/** A contract's column, with how its raw values are read and checked. */
export interface PlannedColumn extends ColumnStages {
  readonly column: Column;
}

/** How a raw table becomes typed rows and reasons. */
export interface RawPlan {
  readonly columns: readonly PlannedColumn[];
  /** Every raw column, those unknown to the contract last. */
  readonly raw: readonly RawColumn[];
  /** Checks across columns, over the typed ones. */
  readonly rules: readonly Check[];
}

/** Types of a Parquet column that a contract's type can be read from; all others are read as text. */
const ACCEPTED: Readonly<Record<ColumnType, readonly RawType[]>> = {
  string: ['integer', 'number', 'boolean'],
  integer: ['integer', 'number'],
  number: ['integer', 'number'],
  boolean: ['boolean', 'integer', 'number'],
  date: ['date', 'timestamp'],
  timestamp: ['timestamp', 'date'],
};

/** What to ask of a raw table for these columns; extra ones come in any type. */
export function wantedColumns(columns: readonly Column[], extras: readonly string[]): WantedColumn[] {
  const known = columns.map(({ name, type }) => ({ name, accepts: ACCEPTED[type] }));
  return [...known, ...extras.map((name) => ({ name, accepts: [] }))];
}

/**
 * The plan of a contract's table.
 *
 * @param cut when the data were cut; later snapshots break the contract
 */
export function planTable(contract: Contract, raw: readonly RawColumn[], cut: Cut | null): RawPlan {
  const columns = contract.columns.map((column) => {
    const stages = columnStages(column, rawTypeOf(raw, column.name), contract.dialect);
    const folders = contract.partitionBy.includes(column.name) ? folderChecks(column) : [];
    return { column, ...stages, checks: [...stages.checks, ...folders] };
  });
  const late = contract.asOfColumn !== null && cut !== null ? [lateCheck(contract.asOfColumn, cut)] : [];
  return { columns, raw, rules: [...late, ...ruleChecks(contract)] };
}

/** The type of a raw column; columns that no file has are text, all of it null. */
export function rawTypeOf(raw: readonly RawColumn[], name: string): RawType {
  return raw.find((column) => column.name === name)?.type ?? 'text';
}

function lateCheck(column: string, { moment, isStated }: Cut): Check {
  const why = isStated
    ? 'when the data were cut'
    : 'when the last outcome was known (--as-of, or asOf in the contract, may say otherwise)';
  return {
    code: 'range',
    reason: `${column}: expected a moment until ${momentWords(moment)}, ${why}, found a later one`,
    broken: `coalesce(cast(${quoted(column)} as timestamp(6)) > ${momentLiteral(moment)}, false)`,
  };
}

/** Reasons are joined by "; ", so that none may hold one. */
export function reasonText(reason: string): string {
  return sqlText(reason.replaceAll(';', ','));
}
