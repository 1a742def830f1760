import type { RunContext, StageMarker } from '@engage/run';
import type { QualityFindings, RowCounts } from './findings.ts';
import { countOf } from './gather-table.ts';
import { profileSchema } from './profile-file.ts';
import { readJson } from './read-json.ts';
import { sourceOf } from './gather-table.ts';

/** Reasons and columns that are shown. */
const SHOWN = 8;

/** Rows in, kept and quarantined, as the stage that prepared them counted; null when it did not say. */
export function gatherRows(markers: readonly StageMarker[]): RowCounts | null {
  const prepare = markers.find(({ stage }) => stage === 'Prepare');
  if (!prepare) return null;
  const source = 'stages/Prepare.json';
  const find = (...names: readonly string[]): number | null => {
    const figure = prepare.figures.find(({ name }) => names.includes(name.replace(/^rows\./, '')));
    const counted = names.map((name) => prepare.counts[name]).find((count) => count !== undefined);
    return figure?.value ?? counted ?? null;
  };
  const kept = find('kept');
  const quarantined = find('quarantined');
  if (kept === null || quarantined === null) return null;
  const read = find('read', 'in', 'rows') ?? kept + quarantined;
  return {
    read: countOf(read, source),
    kept: countOf(kept, source),
    quarantined: countOf(quarantined, source),
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
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => b.missing - a.missing || (a.name < b.name ? -1 : 1))
    .map(({ name, missing }) => ({
      name,
      missing: { value: missing, low: null, high: null, style: 'share', source } as const,
    }));
  return {
    reasons: reasons.slice(0, SHOWN),
    columns: columns.slice(0, SHOWN),
    columnCount: profile.columns.length,
  };
}
