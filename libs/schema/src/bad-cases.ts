import { columnChecks, type ReasonCode } from './column-checks.ts';
import type { Column, Contract } from './contract.ts';

/** A raw text that breaks one check of one column. */
export interface BadCase {
  readonly column: string;
  readonly code: ReasonCode;
  /** The value as it would stand in a CSV file. */
  readonly text: string;
  /** The reason that the quarantine must give. */
  readonly reason: string;
}

/**
 * For every check of every column, texts that must be refused for that reason and no other: what a test needs to
 * prove that each check turns red. Rules across columns are not among them.
 */
export function badCases(contract: Contract): BadCase[] {
  return contract.columns.flatMap((column) =>
    columnChecks(column, 'text', contract.dialect).checks.flatMap(({ code, reason }) =>
      textsFor(column, code, contract.dialect.nullTokens).map((text) => ({
        column: column.name,
        code,
        text,
        reason,
      })),
    ),
  );
}

function textsFor(column: Column, code: ReasonCode, nullTokens: readonly string[]): string[] {
  switch (code) {
    case 'null':
      return [...nullTokens];
    case 'type':
      return MISTYPED[column.type] ?? [];
    case 'comma':
      return ['12,5', '-1.234,56'];
    case 'finite':
      return ['NaN', '-inf', 'Infinity'];
    case 'range':
      return [...beside(column.minimum, -1), ...beside(column.maximum, 1)];
    case 'value':
      return column.type === 'string' ? ['no such value', `${column.values?.[0] ?? ''}x`] : ['-987654'];
    case 'length':
      return conforming(column, (column.maxLength ?? 0) + 1);
    case 'pattern':
      return ['~', '1', 'a', '☃ '].filter((text) => !matches(column, text.trim()));
    case 'folder':
    case 'rule':
      return [];
  }
}

const MISTYPED: Readonly<Partial<Record<Column['type'], string[]>>> = {
  integer: ['twelve', '1.5', '12 months', '1e3', '99999999999999999999', '0x1F'],
  number: ['much', '1.5.2', '12 %', '1_000', '1.5f', '1e400'],
  boolean: ['maybe', '2', 'yes!'],
  date: ['31/01/2025', '2025-02-30', '2025-01-31 10:30', 'soon'],
  timestamp: [
    '31.01.2025',
    '2025-02-30T00:00:00Z',
    '2025-01-01T24:00:00Z',
    '2025-01-01 10:00 CET',
    '1735689600',
  ],
};

/** A value just outside a limit, written like the limit. */
function beside(limit: number | string | null, step: -1 | 1): string[] {
  if (limit === null) return [];
  if (typeof limit === 'number') return [String(limit + step)];
  const moment = new Date(Date.parse(limit) + step * 86_400_000).toISOString();
  return [limit.length === 10 ? moment.slice(0, 10) : moment];
}

/** A text of that length that the pattern allows, if one is easily found. */
function conforming(column: Column, length: number): string[] {
  const candidates = ['x', 'X', '1'].flatMap((letter) => [
    letter.repeat(length),
    `A${letter.repeat(length - 1)}`,
  ]);
  return candidates.filter((text) => matches(column, text)).slice(0, 1);
}

function matches(column: Column, text: string): boolean {
  return column.pattern === null || new RegExp(`^(?:${column.pattern})$`, 'u').test(text);
}
