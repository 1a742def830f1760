import { renderSql } from '@engage/run';
import type { RawType } from '@engage/run';
import { quoted, type Check, type Contract } from '@engage/schema';
import { reasonText, type RawPlan } from './raw-plan.ts';

/** Every statement between the raw table and the curated one, in the order in which they run. */
export interface PrepareStatements {
  readonly verdicts: string;
  readonly duplicates: string;
  readonly reasons: string;
  readonly reasonCounts: string;
  readonly rejected: string;
  readonly quarantine: string;
  readonly curated: string;
}

/** Renders `sql/prepare` for one contract and the raw columns that were found. */
export function prepareStatements(contract: Contract, plan: RawPlan): PrepareStatements {
  const given = aliased(plan.columns.map(({ given: sql, givenName }) => [sql, givenName]));
  const typed = aliased(plan.columns.map(({ typed: sql, column }) => [sql, column.name]));
  const checks = [...plan.columns.flatMap((column) => column.checks), ...plan.rules];
  return {
    verdicts: renderSql('prepare/verdicts', {
      given,
      typed,
      broken: anyBroken(checks),
      id: quoted(contract.idColumn),
      as_of: contract.asOfColumn === null ? 'cast(null as timestamp(6))' : quoted(contract.asOfColumn),
    }),
    duplicates: renderSql('prepare/duplicates'),
    reasons: renderSql('prepare/reasons', {
      given,
      typed,
      reasons: reasonArray(checks),
      duplicate: reasonText(duplicateReason(contract)),
    }),
    reasonCounts: renderSql('prepare/reason-counts'),
    rejected: renderSql('prepare/rejected'),
    quarantine: renderSql('prepare/quarantine', {
      texts: plan.raw.map(({ name, type }) => `${asText(name, type)} as ${quoted(name)}`).join(',\n  '),
      nulls: plan.raw.map(() => 'cast(null as varchar)').join(',\n  '),
    }),
    curated: renderSql('prepare/curated', { given, typed }),
  };
}

/** Why a sound row is rejected for another one. */
export function duplicateReason(contract: Contract): string {
  return `${contract.idColumn}: expected once, found again in a later row, which is kept`;
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
