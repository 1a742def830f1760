import type { RunContext, StageMarker } from '@engage/run';
import type { QualityFindings, RowCounts } from './findings.ts';
import { profileSchema } from './profile-file.ts';
import { readJson } from './read-json.ts';
import { countOf, sourceOf } from './gather-table.ts';

/** Reasons and columns that are shown. */
const SHOWN = 8;

/** Rows in, kept and quarantined, as the stage that prepared them counted; null when it did not say. */
export function gatherRows(markers: readonly StageMarker[]): RowCounts | null {
  const counts = markers.find(({ stage }) => stage === 'Prepare')?.counts;
  const { rowsIn, rowsKept, rowsQuarantined } = counts ?? {};
  if (rowsIn === undefined || rowsKept === undefined || rowsQuarantined === undefined) return null;
  const source = 'stages/Prepare.json';
  return {
    read: countOf(rowsIn, source),
    kept: countOf(rowsKept, source),
    quarantined: countOf(rowsQuarantined, source),
  };
}

/** What the profile says of the data's quality; null when the data were not profiled. */
export async function gatherQuality(run: RunContext): Promise<QualityFindings | null> {
  const profile = await readJson(run, run.layout.profile, profileSchema);
  if (!profile) return null;
  const source = sourceOf(run, run.layout.profile);
  const reasons = [...profile.reasons]
    .sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1))
    .map(({ reason, rows }) => ({ reason, rows: countOf(rows, source) }));
  const columns = profile.columns
    .filter(({ nulls }) => nulls > 0)
    .sort((a, b) => b.nulls - a.nulls || (a.name < b.name ? -1 : 1))
    .map(({ name, nulls }) => ({
      name,
      missing: { value: nulls / profile.rows, low: null, high: null, style: 'share', source } as const,
    }));
  return { reasons: reasons.slice(0, SHOWN), columns: columns.slice(0, SHOWN) };
}
