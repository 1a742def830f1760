import {
  canonicalJson,
  renderSql,
  type QueryEngine,
  type Row,
  type RunContext,
  type StageOutcome,
} from '@engage/run';
import { quoted, type Column } from '@engage/schema';
import { countRows } from './count-rows.ts';
import { stepsOf } from './steps.ts';

/** Most labels of a column that the profile lists. */
const MOST_LABELS = 20;

/** Data quality of one column of the curated table. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: Column['type'];
  readonly nulls: number;
  readonly distinct: number;
  /** Numbers: lowest, highest, mean and exact quantiles. Dates: lowest and highest. */
  readonly range?: Readonly<Record<string, number | string>>;
  /** Labels and booleans: the most frequent ones. */
  readonly labels?: readonly { readonly label: string; readonly rows: number }[];
}

/** `curated/profile.json`. */
export interface TableProfile {
  readonly rows: number;
  readonly quarantined: number;
  readonly reasons: readonly { readonly reason: string; readonly rows: number }[];
  readonly columns: readonly ColumnProfile[];
}

/**
 * Describes the data quality of the curated table and of the quarantine.
 *
 * @throws InterruptedError between two columns, when the person stopped the run
 */
export async function profile(
  run: RunContext,
  { engine }: { readonly engine: QueryEngine },
): Promise<StageOutcome> {
  const { contract, layout } = run;
  const step = stepsOf(run, 'Profiling', contract.columns.length);
  await engine.attach('curated', layout.curated);
  await engine.attach('quarantine', layout.quarantine);
  const rows = await countRows(engine, 'curated');
  const columns: ColumnProfile[] = [];
  for (const column of contract.columns) {
    step();
    columns.push(await profileColumn(engine, column, rows));
  }
  const reasons = await engine.rows(renderSql('profile/reasons'));
  const table: TableProfile = {
    rows,
    quarantined: await countRows(engine, 'quarantine'),
    reasons: reasons.map((row) => ({ reason: String(row['reason']), rows: Number(row['row_count']) })),
    columns,
  };
  await run.store.write(layout.profile, canonicalJson(table, true));
  return {
    counts: { columns: columns.length, columnsWithNulls: columns.filter(({ nulls }) => nulls > 0).length },
    artefacts: [layout.profile],
  };
}

/** The statement that describes one column; its form depends on the type. */
export function profileStatement(column: Column): string {
  const name = quoted(column.name);
  if (isNumber(column)) return renderSql('profile/numbers', { column: name });
  if (isMoment(column)) return renderSql('profile/moments', { column: name });
  return renderSql('profile/labels', { column: name, most: String(MOST_LABELS) });
}

async function profileColumn(engine: QueryEngine, column: Column, rows: number): Promise<ColumnProfile> {
  const found = await engine.rows(profileStatement(column));
  const first: Row = found[0] ?? {};
  const present = Number(first['row_count'] ?? 0);
  const counts = {
    name: column.name,
    type: column.type,
    nulls: rows - present,
    distinct: Number(first['distinct_count'] ?? 0),
  };
  if (present === 0) return counts;
  if (isNumber(column)) return { ...counts, range: numberRange(first, present) };
  if (isMoment(column))
    return { ...counts, range: { lowest: String(first['lowest']), highest: String(first['highest']) } };
  const labels = found.map((row) => ({ label: String(row['label']), rows: Number(row['occurrences']) }));
  return { ...counts, labels };
}

function numberRange(row: Row, present: number): Record<string, number> {
  const quantiles = ['lowest', 'p01', 'p05', 'p25', 'p50', 'p75', 'p95', 'p99', 'highest'];
  const range = Object.fromEntries(quantiles.map((name) => [name, Number(row[name])]));
  return row['total'] === null ? range : { ...range, mean: Number(row['total']) / present };
}

function isNumber({ type }: Column): boolean {
  return type === 'integer' || type === 'number';
}

function isMoment({ type }: Column): boolean {
  return type === 'date' || type === 'timestamp';
}
