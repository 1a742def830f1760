import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore, createTableReader, createTableWriter } from '@engage/adapters';
import type { TableReader } from '@engage/run';
import { COLUMNS } from './columns.ts';
import type { ColumnName } from './customer.ts';
import { generate } from './generate.ts';
import { generatedTable } from './testing/generated-table.ts';
import { auc, deviationOf, meanOf } from './testing/statistics.ts';

describe('generate() at the default size and seed', () => {
  let home: string;
  let reader: TableReader;
  let table: Record<ColumnName, Float64Array>;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'engage-generator-'));
    const store = createFolderStore(home);
    reader = createTableReader(store);
    await generate({
      customers: 100_000,
      seed: 7,
      asOf: '2026-03-01',
      writer: createTableWriter(store),
      store,
    });
    table = await generatedTable(reader, 'raw/customers.parquet');
  }, 240_000);
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('reaches the means that the playbook starts from', () => {
    expect(Math.abs(meanOf(table.engagement_score) - 0.37)).toBeLessThan(0.002);
    expect(deviationOf(table.engagement_score)).toBeCloseTo(0.16, 2);
    expect(Math.abs(meanOf(table.churn_30_day) - 0.492)).toBeLessThan(0.005);
    const weekly = meanOf(table.sessions_last_7_days.map((sessions) => Number(sessions > 0)));
    expect(Math.abs(weekly - 0.993)).toBeLessThan(0.002);
    const daily = meanOf(table.days_since_last_active.map((days) => Number(days === 0)));
    expect(daily).toBeGreaterThan(0.45);
    expect(daily).toBeLessThan(0.55);
    const far = COLUMNS.filter(
      ({ name, typicalMean }) =>
        typicalMean !== null && Math.abs(meanOf(table[name]) / typicalMean - 1) > 0.1,
    );
    expect(far.map(({ name }) => `${name}: ${meanOf(table[name])}`)).toEqual([]);
  });

  it('divides customers as stated', () => {
    const shares = (name: ColumnName, expected: readonly number[]) =>
      expected.forEach((share, code) =>
        expect(meanOf(table[name].map((value) => Number(value === code)))).toBeCloseTo(share, 2),
      );
    shares('gender', [0.48, 0.48, 0.04]);
    shares('location', [0.15, 0.12, 0.1, 0.1, 0.08, 0.08, 0.08, 0.08, 0.11, 0.1]);
    shares('account_type', [0.788, 0.212]);
    shares('premium_tier', [0.788, 0.1484, 0.0636]);
    shares('platform_primary', [0.45, 0.35, 0.2]);
    const starts = [...new Set(table.observed_at)].sort((a, b) => a - b);
    expect(starts).toEqual(Array.from({ length: 12 }, (_, month) => Date.UTC(2025, month, 1)));
    for (const start of starts)
      expect(meanOf(table.observed_at.map((value) => Number(value === start)))).toBeCloseTo(1 / 12, 2);
  });

  it('leaves the best model the ceilings that the truth is built for', async () => {
    const truth = (column: string) => reader.numbers('truth/customers.parquet', column);
    const expected = await truth('expected_engagement');
    const unexplained = meanOf(expected.map((value, row) => (table.engagement_score[row]! - value) ** 2));
    const ceiling = 1 - unexplained / deviationOf(table.engagement_score) ** 2;
    expect(ceiling).toBeGreaterThan(0.84);
    expect(ceiling).toBeLessThan(0.86);
    const churn = await truth('true_churn_probability');
    const best = auc(table.churn_30_day, churn);
    expect(best).toBeGreaterThan(0.87);
    expect(best).toBeLessThan(0.9);
    const incumbent = best - auc(table.churn_30_day, table.churn_probability);
    expect(incumbent).toBeGreaterThan(0.08);
    expect(incumbent).toBeLessThan(0.12);
    expect(Math.abs(meanOf(table.churn_probability) - meanOf(churn))).toBeGreaterThan(0.1);
    const revenue = await reader.numbers('raw/outcomes.parquet', 'value');
    expect(meanOf(await truth('expected_revenue_90d_usd')) / meanOf(revenue)).toBeCloseTo(1, 1);
    const nothing = meanOf(revenue.map((usd) => Number(usd === 0)));
    expect(nothing).toBeGreaterThan(0.25);
    expect(nothing).toBeLessThan(0.45);
  });

  it('lets traits drive the columns as described', () => {
    const correlation = (a: Float64Array, b: Float64Array) => {
      const [meanA, meanB] = [meanOf(a), meanOf(b)];
      return (
        meanOf(a.map((value, row) => (value - meanA) * (b[row]! - meanB))) / deviationOf(a) / deviationOf(b)
      );
    };
    expect(correlation(table.age, table.sessions_last_7_days)).toBeLessThan(-0.1);
    expect(correlation(table.profile_quality_score, table.matches_per_day)).toBeGreaterThan(0.1);
    expect(correlation(table.matches_per_day, table.messages_sent_day)).toBeGreaterThan(0.1);
    expect(correlation(table.matches_per_day, table.dates_scheduled_month)).toBeGreaterThan(0.1);
    expect(correlation(table.account_type, table.total_revenue_month_usd)).toBeGreaterThan(0.4);
    const meanWhere = (name: ColumnName, platform: number) =>
      meanOf(table[name].filter((_, row) => table.platform_primary[row] === platform));
    expect(meanWhere('swipes_right_day', 0)).toBeLessThan(meanWhere('swipes_right_day', 1));
    expect(meanWhere('swipes_right_day', 0)).toBeGreaterThan(1);
    expect(meanWhere('likes_given_day', 1)).toBeLessThan(meanWhere('likes_given_day', 0));
  });
});
