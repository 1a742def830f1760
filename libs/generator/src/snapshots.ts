/** Number of monthly snapshots that the customers are spread over. */
export const SNAPSHOTS = 12;

/** Days from a snapshot until its last outcome is known. */
export const OUTCOME_DAYS = 90;

const MS_PER_DAY = 86_400_000;

/**
 * The 12 month starts whose outcomes are all known when the data are cut, oldest first, in milliseconds since
 * 1970 (UTC): for 2026-03-01 they are 2025-01-01 to 2025-12-01.
 *
 * @param asOf the day of the cut; what became known on that day counts
 */
export function snapshotsBefore(asOf: Date): number[] {
  const latest = new Date(asOf.getTime() - OUTCOME_DAYS * MS_PER_DAY);
  const year = latest.getUTCFullYear();
  const month = latest.getUTCMonth();
  return Array.from({ length: SNAPSHOTS }, (_, index) => Date.UTC(year, month - (SNAPSHOTS - 1 - index), 1));
}

/** When the outcome of a snapshot is known, in milliseconds since 1970. */
export function knownAt(snapshot: number): number {
  return snapshot + OUTCOME_DAYS * MS_PER_DAY;
}
