import { knownAt, snapshotsBefore } from './snapshots.ts';

const days = (asOf: string) =>
  snapshotsBefore(new Date(asOf)).map((time) => new Date(time).toISOString().slice(0, 10));

describe('snapshotsBefore()', () => {
  it('gives the 12 month starts whose outcomes are known at the cut', () => {
    expect(days('2026-03-01')).toEqual([
      '2025-01-01',
      '2025-02-01',
      '2025-03-01',
      '2025-04-01',
      '2025-05-01',
      '2025-06-01',
      '2025-07-01',
      '2025-08-01',
      '2025-09-01',
      '2025-10-01',
      '2025-11-01',
      '2025-12-01',
    ]);
    expect(days('2026-02-28').at(-1)).toBe('2025-11-01');
    expect(days('2024-01-31').at(-1)).toBe('2023-11-01');
  });

  it('never looks beyond the cut', () => {
    for (let day = 0; day < 800; day++) {
      const asOf = Date.UTC(2024, 0, 1 + day);
      const latest = snapshotsBefore(new Date(asOf)).at(-1)!;
      expect(knownAt(latest)).toBeLessThanOrEqual(asOf);
      // The next month start would be too late.
      const next = Date.UTC(new Date(latest).getUTCFullYear(), new Date(latest).getUTCMonth() + 1, 1);
      expect(knownAt(next)).toBeGreaterThan(asOf);
    }
  });
});
