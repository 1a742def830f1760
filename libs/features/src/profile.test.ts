import { createDuckDbEngine, createFolderStore } from '@engage/adapters';
import { csvOf, tinyContract, tinyRows } from '@engage/testing';
import { profile, type ColumnProfile, type TableProfile } from './profile.ts';
import { worldsOf } from './testing/worlds.ts';

const worlds = worldsOf({ createDuckDbEngine, createFolderStore });
afterEach(() => worlds.close());

const ROWS = tinyRows(400);

describe('profile()', () => {
  async function profiled(
    threads = 2,
  ): Promise<{ table: TableProfile; hash: string; column: (name: string) => ColumnProfile }> {
    const world = await worlds.open(tinyContract(), {}, threads);
    await world.give(
      't.csv',
      csvOf([...ROWS, { ...ROWS[0]!, months: -1, plan: 'Gold' }, { ...ROWS[1]!, months: -2 }]),
    );
    await world.prepare('t.csv');
    const outcome = await profile(world.run, { engine: world.engine });
    expect(outcome.artefacts).toEqual([world.run.layout.profile]);
    const table = (await world.json(world.run.layout.profile)) as TableProfile;
    const hash = await world.store.sha256(world.run.layout.profile);
    return { table, hash, column: (name) => table.columns.find((column) => column.name === name)! };
  }

  it('describes numbers by exact quantiles', async () => {
    const { column } = await profiled();
    const values = ROWS.map((row) => row['rating'])
      .filter((value) => value !== null)
      .map(Number)
      .sort((a, b) => a - b);
    const at = (share: number): number => values[Math.ceil(share * values.length) - 1]!;
    const { range, ...counts } = column('rating');
    expect(counts).toEqual({
      name: 'rating',
      type: 'number',
      nulls: 400 - values.length,
      distinct: new Set(values).size,
    });
    expect(range).toMatchObject({
      lowest: values[0],
      p01: at(0.01),
      p05: at(0.05),
      p25: at(0.25),
      p50: at(0.5),
    });
    expect(range).toMatchObject({ p75: at(0.75), p95: at(0.95), p99: at(0.99), highest: values.at(-1) });
    expect(range?.['mean']).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
  });

  it('lists labels, moments and reasons', async () => {
    const { table, column } = await profiled();
    const basic = ROWS.filter((row) => row['plan'] === 'Basic').length;
    expect(column('plan').labels).toEqual([
      { label: 'Basic', rows: basic },
      { label: 'Plus', rows: 400 - basic },
    ]);
    expect(column('on_trial')).toMatchObject({ distinct: 2, nulls: 0 });
    expect(column('seen_at')).toMatchObject({
      distinct: 6,
      range: { lowest: '2025-01-01', highest: '2025-06-01' },
    });
    expect(table).toMatchObject({
      rows: 400,
      quarantined: 2,
      reasons: [
        { reason: 'months: expected an integer of at least 0, found one outside', rows: 2 },
        { reason: 'plan: expected one of Basic, Plus', rows: 1 },
      ],
    });
  });

  it('is the same on one thread and on two', async () => {
    expect((await profiled(1)).hash).toBe((await profiled(2)).hash);
  });
});
