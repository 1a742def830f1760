import { renderSql } from '@engage/run';
import type { RawType } from '@engage/run';
import { quoted, type Check, type Contract } from '@engage/schema';
import { reasonText, type PlannedColumn, type RawPlan } from './raw-plan.ts';

/** Every statement between the raw table and the curated one, in the order in which they run. */
export interface PrepareStatements {
  readonly verdicts: string;
  readonly duplicates: string;
  readonly suspects: string;
  readonly reasons: string;
  readonly reasonCounts: string;
  readonly rejected: string;
  readonly quarantine: string;
  readonly curated: string;
}

/** Columns, or rules, whose checks are judged by one expression: more of them are too much for Trino's compiler. */
const COLUMNS_AT_ONCE = 6;
const RULES_AT_ONCE = 3;

/** Checks that are judged together, over the columns that they need. */
interface CheckGroup {
  readonly columns: readonly PlannedColumn[];
  readonly checks: readonly Check[];
}

/** Renders `sql/prepare` for one contract and the raw columns that were found. */
export function prepareStatements(contract: Contract, plan: RawPlan): PrepareStatements {
  const groups = checkGroups(plan);
  const offsets = groups.map((_, i) =>
    groups.slice(0, i).reduce((sum, { checks }) => sum + checks.length, 0),
  );
  const isKey = ({ column }: PlannedColumn): boolean =>
    column.name === contract.idColumn || column.name === contract.asOfColumn;
  const brokenRows = groups.map((group) =>
    renderSql('prepare/broken-rows', { ...readingOf(group.columns), broken: anyBroken(group.checks) }),
  );
  const reasons = groups.map((group, i) =>
    renderSql('prepare/reasons-of-columns', {
      ...readingOf(group.columns),
      reasons: reasonArray(group.checks),
      offset: String(offsets[i]),
    }),
  );
  return {
    verdicts: renderSql('prepare/verdicts', {
      ...readingOf(plan.columns.filter(isKey)),
      broken_rows: brokenRows.join('\nunion all\n'),
      id: quoted(contract.idColumn),
      as_of:
        contract.asOfColumn === null ? 'cast(null as timestamp(6))' : `keys.${quoted(contract.asOfColumn)}`,
    }),
    duplicates: renderSql('prepare/duplicates'),
    suspects: renderSql('prepare/suspects'),
    reasons: renderSql('prepare/reasons', {
      reasons: reasons.join('\nunion all\n'),
      duplicate: reasonText(duplicateReason(contract)),
    }),
    reasonCounts: renderSql('prepare/reason-counts'),
    rejected: renderSql('prepare/rejected'),
    quarantine: renderSql('prepare/quarantine', {
      texts: plan.raw.map(({ name, type }) => `${asText(name, type)} as ${quoted(name)}`).join(',\n  '),
      nulls: plan.raw.map(() => 'cast(null as varchar)').join(',\n  '),
    }),
    curated: renderSql('prepare/curated', readingOf(plan.columns)),
  };
}

/** Why a sound row is rejected for another one. */
export function duplicateReason(contract: Contract): string {
  const { idColumn, asOfColumn } = contract;
  const kept = asOfColumn === null ? 'the last such row' : `the row with the latest ${asOfColumn}`;
  return `${idColumn}: expected once, found again in ${kept}, which is kept`;
}

function checkGroups(plan: RawPlan): CheckGroup[] {
  const checked = plan.columns.filter(({ checks }) => checks.length > 0);
  const groups = [
    ...chunks(checked, COLUMNS_AT_ONCE).map((columns) => ({
      columns,
      checks: columns.flatMap(({ checks }) => checks),
    })),
    ...chunks(plan.rules, RULES_AT_ONCE).map((checks) => ({ columns: columnsOf(plan, checks), checks })),
  ];
  return groups.length > 0 ? groups : [{ columns: plan.columns.slice(0, 1), checks: [] }];
}

/** The columns that rules may name: those whose names occur in them, were it in a text. */
function columnsOf(plan: RawPlan, rules: readonly Check[]): PlannedColumn[] {
  const text = rules
    .map(({ broken }) => broken)
    .join(' ')
    .toLowerCase();
  const named = plan.columns.filter(({ column }) => text.includes(column.name.toLowerCase()));
  return named.length > 0 ? named : plan.columns.slice(0, 1);
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

function readingOf(columns: readonly PlannedColumn[]): { given: string; typed: string } {
  return {
    given: aliased(columns.map(({ given, givenName }) => [given, givenName])),
    typed: aliased(columns.map(({ typed, column }) => [typed, column.name])),
  };
}

/** A list of columns for a SELECT. */
export function aliased(columns: readonly (readonly [sql: string, name: string])[]): string {
  return columns.map(([sql, name]) => `${sql} as ${quoted(name)}`).join(',\n    ');
}

/** SQL that is true when any of the checks fails. */
export function anyBroken(checks: readonly Check[]): string {
  return checks.length === 0 ? 'false' : checks.map(({ broken }) => `(${broken})`).join('\n    or ');
}

function reasonArray(checks: readonly Check[]): string {
  if (checks.length === 0) return 'cast(null as varchar)';
  return checks
    .map(({ broken, reason }) => `case when ${broken} then cast(${reasonText(reason)} as varchar) end`)
    .join(',\n      ');
}

/**
 * A raw value as text, the same in both engines where a cast is not: doubles through JSON, moments with only as
 * much of a fraction as they have.
 */
function asText(name: string, type: RawType): string {
  const raw = `raw.${quoted(name)}`;
  switch (type) {
    case 'text':
      return raw;
    case 'number':
      return `case when is_nan(${raw}) then 'NaN' when is_infinite(${raw}) then case when ${raw} > 0 then 'Infinity' else '-Infinity' end else json_format(cast(${raw} as json)) end`;
    case 'timestamp': {
      const text = `cast(cast(${raw} as timestamp(6)) as varchar)`;
      return `substr(${text}, 1, 19) || trim(trailing '.' from trim(trailing '0' from substr(${text}, 20)))`;
    }
    case 'integer':
    case 'boolean':
    case 'date':
      return `cast(${raw} as varchar)`;
  }
}
