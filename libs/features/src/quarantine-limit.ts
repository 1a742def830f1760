import { InputError, renderSql, type RunContext } from '@engage/run';
import { quoted, sqlText, type Column } from '@engage/schema';
import type { RawPlan } from './raw-plan.ts';
import type { PrepareEngine } from './types.ts';
import { countWords, shareWords } from './words.ts';

/** One reason for rejecting rows: how many, and the first of them. */
export interface ReasonCount {
  readonly reason: string;
  readonly rows: number;
  readonly file: string;
  readonly row: number;
}

const REASONS_NAMED = 5;
const VALUE_SHOWN = 40;

/** The rows of `prepare/reason-counts`. */
export async function countReasons(engine: PrepareEngine, select: string): Promise<ReasonCount[]> {
  const rows = await engine.rows(select);
  return rows.map((row) => ({
    reason: String(row['reason']),
    rows: Number(row['row_count']),
    file: String(row['example_file']),
    row: Number(row['example_row']),
  }));
}

/**
 * Stops the run when too many rows break the contract. The message names the worst reasons, each with an example.
 *
 * @throws InputError above the contract's limit, or when no row is left
 */
export async function enforceQuarantineLimit(
  run: RunContext,
  engine: PrepareEngine,
  plan: RawPlan,
  counts: { readonly rows: number; readonly quarantined: number },
  reasons: readonly ReasonCount[],
): Promise<void> {
  const { maxQuarantineShare } = run.contract;
  const share = counts.quarantined / counts.rows;
  const isEmpty = counts.quarantined === counts.rows;
  if (share <= maxQuarantineShare && !isEmpty) return;
  const worst: string[] = [];
  for (const reason of reasons.slice(0, REASONS_NAMED)) worst.push(await describe(reason, engine, plan));
  const more = reasons.length > REASONS_NAMED ? ` and ${reasons.length - REASONS_NAMED} more reasons` : '';
  const found = `${shareWords(share)} (${countWords(counts.quarantined)} of ${countWords(counts.rows)})`;
  throw new InputError(
    `Expected at most ${shareWords(maxQuarantineShare)} of the rows to break the contract, found ${found}: ${worst.join('; ')}${more}. ` +
      `Correct them, or the contract; every rejected row is in ${run.store.location(run.layout.quarantine)}`,
  );
}

/** The statement that gives what a rejected row holds in a column. */
export function rejectedValueStatement(column: string, file: string, row: number): string {
  return renderSql('prepare/rejected-value', {
    column: quoted(column),
    file: sqlText(file),
    row: String(row),
  });
}

async function describe(reason: ReasonCount, engine: PrepareEngine, plan: RawPlan): Promise<string> {
  const column = plan.columns.find(({ checks }) => checks.some((check) => check.reason === reason.reason));
  const value = column ? await valueAt(engine, column.column, reason) : '';
  const rows = reason.rows === 1 ? '1 row' : `${countWords(reason.rows)} rows`;
  return `${reason.reason}${value} (${rows}, first: row ${countWords(reason.row)} of ${reason.file})`;
}

async function valueAt(engine: PrepareEngine, column: Column, { file, row }: ReasonCount): Promise<string> {
  const [found] = await engine.rows(rejectedValueStatement(column.name, file, row));
  const value = found?.['value'];
  if (typeof value !== 'string') return '';
  return `, "${value.length > VALUE_SHOWN ? `${value.slice(0, VALUE_SHOWN)}…` : value}"`;
}
