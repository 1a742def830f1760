import { InputError, renderSql, type QueryEngine } from '@engage/run';
import { columnOf, quoted, sqlText, type Contract } from '@engage/schema';
import { momentLiteral, momentWords } from './cut.ts';
import type { Snapshot } from './parts.ts';
import { countWords } from './words.ts';

/** A snapshot with a smaller share of the usual number of rows is taken for mistyped dates. */
const SMALLEST_SHARE = 0.05;

/** The statement that lists the snapshots of a split by time. */
export function snapshotsStatement(column: string): string {
  return renderSql('features/snapshots', { as_of: quoted(column) });
}

/** The statement that finds the first row of a snapshot. */
export function snapshotExampleStatement(contract: Contract, snapshot: string): string {
  return renderSql('features/snapshot-example', { snapshot: snapshotLiteral(contract, snapshot) });
}

/** A snapshot as an SQL literal of its column's type. */
export function snapshotLiteral(contract: Contract, moment: string): string {
  const isDate = contract.asOfColumn !== null && columnOf(contract, contract.asOfColumn).type === 'date';
  return isDate ? `date ${sqlText(moment.slice(0, 10))}` : momentLiteral(moment);
}

/** The distinct snapshots of a split by time, latest first; none for another split. */
export async function readSnapshots(contract: Contract, engine: QueryEngine): Promise<Snapshot[]> {
  if (contract.split.by !== 'time') return [];
  const rows = await engine.rows(snapshotsStatement(contract.split.column));
  return rows.map((row) => ({ snapshot: String(row['snapshot']), rows: Number(row['row_count']) }));
}

/**
 * Checks that no snapshot that models are tuned, calibrated or measured by has far fewer rows than is usual: a few
 * mistyped dates would else be the whole holdout.
 *
 * @param snapshots latest first
 * @throws InputError naming the snapshot, how many rows it has, where the first of them stands, what to do
 */
export async function checkSnapshots(
  contract: Contract,
  engine: QueryEngine,
  snapshots: readonly Snapshot[],
): Promise<void> {
  const { split } = contract;
  if (split.by !== 'time') return;
  const usual = usualRows(snapshots);
  const later = snapshots.slice(0, split.tune + split.calibrate + split.holdout);
  const small = later.filter(({ rows }) => rows < SMALLEST_SHARE * usual);
  const [first] = small;
  if (!first) return;
  const [example] = await engine.rows(snapshotExampleStatement(contract, first.snapshot));
  const place = `row ${countWords(Number(example?.['source_row']))} of ${String(example?.['source_file'])}`;
  const more = small.length > 1 ? `, and as few in ${small.length - 1} more of the latest snapshots` : '';
  throw new InputError(
    `Expected a snapshot of ${split.column} that models are measured by to have about ${countWords(usual)} rows as is usual, found ${countWords(first.rows)} in ${momentWords(first.snapshot)} (first: ${place})${more}; correct those dates, or say when the data were cut, with --as-of or asOf in the contract, and later rows go to quarantine`,
  );
}

/** Half of all rows lie in snapshots of at least that many: many tiny snapshots do not change what is usual. */
function usualRows(snapshots: readonly Snapshot[]): number {
  const sizes = snapshots.map(({ rows }) => rows).sort((a, b) => b - a);
  const half = sizes.reduce((sum, rows) => sum + rows, 0) / 2;
  let sum = 0;
  return sizes.find((rows) => (sum += rows) >= half) ?? 0;
}
