import { quoted, renderSql, type QueryEngine, type RunContext } from '@engage/run';
import { styleOfUnit } from '../html/number-text.ts';
import type { ActivityFinding, PartFinding, Window } from './findings.ts';
import { meanFigure, numberOf, textOf } from './mean-figure.ts';

/** The order in which rows are used. */
const PART_ORDER = ['fit', 'tune', 'calibrate', 'holdout'];

/** The activity facts of the contract, each a mean over the curated rows with its interval. */
export async function gatherActivity(run: RunContext, engine: QueryEngine): Promise<ActivityFinding[]> {
  const found: ActivityFinding[] = [];
  for (const { name, label, expression, unit } of run.contract.activity) {
    const [row] = await engine.rows(renderSql('report/activity', { expression }));
    const mean = meanFigure(row, styleOfUnit(unit), sourceOf(run, run.layout.curated));
    if (mean) found.push({ name, label, mean });
  }
  return found;
}

/** The time that the snapshots span, or null when rows have none. */
export async function gatherWindow(run: RunContext, engine: QueryEngine): Promise<Window | null> {
  const { asOfColumn } = run.contract;
  if (asOfColumn === null) return null;
  const [row] = await engine.rows(renderSql('report/window', { as_of: quoted(asOfColumn) }));
  if (!row || row['first_snapshot'] === null) return null;
  return {
    first: textOf(row['first_snapshot']),
    last: textOf(row['last_snapshot']),
    snapshots: countOf(row['snapshots'], sourceOf(run, run.layout.curated)),
  };
}

/** The parts of the split, in the order of their use, with their snapshots where rows have time. */
export async function gatherParts(run: RunContext, engine: QueryEngine): Promise<PartFinding[]> {
  const { asOfColumn, idColumn } = run.contract;
  const select =
    asOfColumn === null
      ? renderSql('report/parts')
      : renderSql('report/parts-by-time', { as_of: quoted(asOfColumn), id: quoted(idColumn) });
  const rows = await engine.rows(select);
  return rows
    .map((row) => ({
      part: textOf(row['part']),
      customers: countOf(row['customers'], sourceOf(run, run.layout.features)),
      first: textOf(row['first_snapshot']) || null,
      last: textOf(row['last_snapshot']) || null,
    }))
    .sort((a, b) => PART_ORDER.indexOf(a.part) - PART_ORDER.indexOf(b.part));
}

/** A whole number with the artefact it was counted in. */
export function countOf(value: unknown, source: string) {
  return { value: numberOf(value), low: null, high: null, style: 'count', source } as const;
}

/** A key as it is named below the run's folder. */
export function sourceOf(run: RunContext, key: string): string {
  return key.slice(run.layout.root.length);
}
