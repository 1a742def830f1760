import { renderSql, type Figure, type QueryEngine, type RunContext, type StageMarker } from '@engage/run';
import { PARTS, quoted, SCORED, type Contract } from '@engage/schema';
import type { Measured } from '../html/measured.ts';
import { styleOfUnit, type NumberStyle } from '../html/number-text.ts';
import type { ActivityFinding, PartFinding, Window } from './findings.ts';
import { numberOf, textOf } from './mean-figure.ts';

/** The order in which rows are used. */
const PART_ORDER = [...PARTS, SCORED, 'left out'];

/** The activity facts of the contract, as the stage that prepared the rows measured them. */
export function gatherActivity(contract: Contract, markers: readonly StageMarker[]): ActivityFinding[] {
  const figures = new Map(markers.flatMap((marker) => marker.figures.map((figure) => [figure.name, figure])));
  return contract.activity.flatMap(({ name, label, unit }) => {
    const figure = figures.get(`activity.${name}`);
    return figure ? [{ name, label, mean: measuredFigure(figure, styleOfUnit(unit)) }] : [];
  });
}

/** A figure of a marker, in the style in which it is to be written. */
export function measuredFigure({ value, low, high, source }: Figure, style: NumberStyle): Measured {
  return { value, low: low ?? null, high: high ?? null, style, source };
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
      part: textOf(row['part']) || 'left out',
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
