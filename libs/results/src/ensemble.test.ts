import * as adapters from '@engage/adapters';
import type { Row } from '@engage/run';
import { tinyContract, tinyRows } from '@engage/testing';
import fc from 'fast-check';
import { ConsistencyError, ensemble } from './index.ts';
import type { Different } from './testing/predicted-run.ts';
import { worldsOf, type World } from './testing/worlds.ts';

const worlds = worldsOf(adapters);
const world = (
  customers = 1000,
  different: Different = {},
  contract = tinyContract(),
  threads = 2,
): Promise<World> => worlds.open(contract, tinyRows(customers), different, threads);
afterAll(() => worlds.close());

const count = (rows: readonly Row[], column: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(String(row[column]), (counts.get(String(row[column])) ?? 0) + 1);
  return counts;
};

describe('ensemble()', () => {
  it('ensemble() has every customer exactly once, with terciles that differ by one at most', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3, max: 400 }), async (customers) => {
        const { run, engine } = await world(customers);
        const { counts } = await ensemble(run, { engine });
        expect(counts['customers']).toBe(customers);
        const rows = await engine.rows('select * from ensemble');
        expect(new Set(rows.map((row) => row['account_id'])).size).toBe(customers);
        for (const model of ['satisfaction', 'leaving']) {
          const sizes = ['low', 'medium', 'high'].map(
            (level) =>
              rows.filter((row) => String(row['segment']).toLowerCase().includes(`${level} ${model}`)).length,
          );
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(customers);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('ensemble() names segments, tells the direction of reasons and keeps the split', async () => {
    const { run, engine } = await world();
    const outcome = await ensemble(run, { engine });
    const rows = await engine.rows('select * from ensemble order by account_id');
    expect(Object.keys(rows[0]!)).toEqual([
      'account_id',
      'split',
      'predicted_satisfaction',
      'predicted_satisfaction_low',
      'predicted_satisfaction_high',
      'predicted_leaving_probability',
      'predicted_leaving_probability_low',
      'predicted_leaving_probability_high',
      'predicted_leaving',
      'segment',
      'reason_1',
      'reason_2',
      'reason_3',
      'model_version',
      'run_id',
    ]);
    for (const row of rows) {
      expect(String(row['segment'])).toMatch(
        /^(Low|Medium|High) satisfaction, (low|medium|high) leaving(, at risk)?$/,
      );
      expect(String(row['segment']).endsWith(', at risk')).toBe(row['predicted_leaving']);
      expect(row['predicted_leaving']).toBe(Number(row['predicted_leaving_probability']) > 0.7);
    }
    expect(rows[0]).toMatchObject({
      reason_1: 'reason 1 of leaving: points to lower leaving',
      reason_3: null,
    });
    expect(rows[1]).toMatchObject({
      reason_1: 'reason 1 of leaving: points to higher leaving',
      run_id: run.runId,
    });
    expect(Object.fromEntries(count(rows, 'split'))).toEqual({ train: 600, calibrate: 100, holdout: 300 });
    const segments = outcome.figures!.filter(({ name }) => name.startsWith('segments.'));
    expect(segments.reduce((sum, { value }) => sum + value, 0)).toBe(1000);
    const flagged = rows.filter((row) => row['predicted_leaving']).length / 1000;
    const share = outcome.figures!.find(({ name }) => name === 'leaving.flagged.share')!;
    expect(share).toMatchObject({ value: flagged, unit: 'share', source: 'predictions/ensemble.parquet' });
    // Wilson: 1.96 standard errors of a share among 1,000 customers.
    expect(share.high! - share.low!).toBeCloseTo(2 * 1.96 * Math.sqrt((flagged * (1 - flagged)) / 1000), 3);
    expect(segments.map(({ status }) => status)).toEqual(segments.map(() => 'exact'));
  });

  it('ensemble() computes lifetime value as the sum over the months', async () => {
    const assumed = {
      revenueModel: 'satisfaction',
      churnModel: 'leaving',
      predictionColumn: 'predicted_worth',
      marginShare: 0.8,
      months: 36,
      yearlyDiscount: 0.1,
      revenueMonths: 3,
    };
    for (const yearlyDiscount of [0.1, 0]) {
      const contract = { ...tinyContract(), lifetimeValue: { ...assumed, yearlyDiscount } };
      const { run, engine } = await world(200, {}, contract);
      const { notes, figures } = await ensemble(run, { engine });
      expect(notes![0]).toContain('80 % margin over 36 months');
      expect(figures!.find(({ name }) => name === 'predicted_worth.mean')).toMatchObject({
        status: 'assumed',
        unit: 'score',
      });
      for (const row of await engine.rows('select * from ensemble')) {
        const [revenue, p] = [
          Number(row['predicted_satisfaction']),
          Number(row['predicted_leaving_probability']),
        ];
        let sum = 0;
        for (let t = 1; t <= 36; t++) sum += (1 - p) ** t / (1 + yearlyDiscount / 12) ** t;
        const expected = (revenue / 3) * 0.8 * sum;
        expect(Math.abs(Number(row['predicted_worth']) - expected)).toBeLessThan(1e-9 * (1 + expected));
      }
    }
  });

  it('ensemble() has no reasons when nobody was explained, and one dimension for one model', async () => {
    const contract = { ...tinyContract(), segmentBy: ['leaving'] };
    const { run, engine } = await world(90, { explain: 'none' }, contract);
    await ensemble(run, { engine });
    const rows = await engine.rows('select * from ensemble');
    expect([...count(rows, 'reason_1').keys()]).toEqual(['null']);
    expect([...count(rows, 'segment').keys()].sort()).toEqual([
      'High leaving',
      'High leaving, at risk',
      'Low leaving',
      'Medium leaving',
    ]);
  });

  it('ensemble() fails by name when a customer has no prediction, or one out of range', async () => {
    const missing = await world(60, { skip: 5 });
    await expect(ensemble(missing.run, { engine: missing.engine })).rejects.toThrow(ConsistencyError);
    // A probability, and a score that the contract keeps in [0, 1].
    for (const model of ['leaving', 'satisfaction']) {
      const outside = await world(60, { predict: (name, i) => (name === model && i === 7 ? 1.5 : 0.5) });
      await expect(ensemble(outside.run, { engine: outside.engine })).rejects.toThrow(
        `Expected 0 for the check "predictions of ${model} that are missing or out of range", found 1 (predictions/ensemble.parquet)`,
      );
    }
  });
});
