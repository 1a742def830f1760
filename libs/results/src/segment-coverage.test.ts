import * as adapters from '@engage/adapters';
import { tinyContract, tinyRows } from '@engage/testing';
import { ensemble } from './ensemble.ts';
import type { SegmentCoverage } from './segment-coverage.ts';
import { worldsOf } from './testing/worlds.ts';

const worlds = worldsOf(adapters);
afterAll(() => worlds.close());

describe('measureSegmentCoverage()', () => {
  it('counts the outcomes of the holdout within their interval, as plain counting does', async () => {
    const { run, engine } = await worlds.open(tinyContract(), tinyRows(1000), {}, 2);
    const { figures = [] } = await ensemble(run, { engine });
    const found = JSON.parse(
      new TextDecoder().decode(await run.store.read(run.layout.coverage)),
    ) as SegmentCoverage[];

    const rows = await engine.rows(
      `select segment, target_satisfaction as actual, predicted_satisfaction_low as low,
         predicted_satisfaction_high as high
       from ensemble join features using (account_id) where part = 'holdout'`,
    );
    const segments = [...new Set(rows.map((row) => String(row['segment'])))].sort();
    expect(found.map(({ segment }) => segment)).toEqual(segments);
    for (const { segment, rows: size, value } of found) {
      const its = rows.filter((row) => row['segment'] === segment && row['actual'] !== null);
      const held = its.filter(
        (row) => Number(row['actual']) >= Number(row['low']) && Number(row['actual']) <= Number(row['high']),
      );
      expect(size).toBe(its.length);
      expect(value).toBeCloseTo(held.length / its.length, 12);
    }
    expect(found.some(({ value }) => value > 0) && found.some(({ value }) => value < 1)).toBe(true);
    // None of these segments is large enough to stand as the worst one.
    expect(figures.filter(({ name }) => name.includes('least_segment'))).toEqual([]);
  });
});
