import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore, createTableReader, createTableWriter } from '@engage/adapters';
import { generate, type GenerateOptions } from '../generate.ts';
import { checkInvariants } from '../invariants.ts';
import { generatedTable } from '../testing/generated-table.ts';
import { auc, meanOf } from '../testing/statistics.ts';
import { NO_PLANTS } from './parse-plants.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'engage-generator-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const FILES = ['raw/customers.parquet', 'raw/outcomes.parquet', 'truth/customers.parquet'];

function place(name: string) {
  const store = createFolderStore(join(home, name));
  return {
    store,
    reader: createTableReader(store, { threads: 2 }),
    bytes: (key: string) => readFileSync(store.location(key)),
    generate: (options: Partial<GenerateOptions> = {}) =>
      generate({
        customers: 1_000,
        seed: 7,
        asOf: '2026-03-01',
        writer: createTableWriter(store, { threads: 2 }),
        store,
        ...options,
      }),
  };
}

const tableOf = ({ reader }: ReturnType<typeof place>) => generatedTable(reader, 'raw/customers.parquet');

describe('generate() with plants', () => {
  const planted = async ({ reader }: ReturnType<typeof place>) => {
    const read = (column: string) => reader.texts('truth/planted.parquet', column);
    const [ids, kinds, originals, values] = await Promise.all(
      ['customer_id', 'kind', 'original', 'planted'].map(read),
    );
    return ids!.map((id, row) => ({
      row: Number(id) - 1,
      kind: kinds![row]!,
      original: originals![row]!,
      planted: values![row]!,
    }));
  };

  it('raises the churn of one gender alone, and writes down each label that changed', async () => {
    const [plain, biased] = [place('plain'), place('biased')];
    await plain.generate({ customers: 6_000 });
    const report = await biased.generate({ customers: 6_000, plants: { ...NO_PLANTS, bias: true } });
    const [before, after] = [await tableOf(plain), await tableOf(biased)];
    const changed = Array.from(before.churn_30_day.keys()).filter(
      (row) => before.churn_30_day[row] !== after.churn_30_day[row],
    );
    expect((await planted(biased)).map(({ row }) => row)).toEqual(changed);
    expect(report.planted).toEqual({ bias: changed.length });
    expect(changed.every((row) => before.gender[row] === 1 && after.churn_30_day[row] === 1)).toBe(true);
    // Half a unit of log-odds moves the share of a group by 5 to 8 points.
    expect(changed.length / before.gender.filter((code) => code === 1).length).toBeGreaterThan(0.05);
    expect(biased.bytes('truth/customers.parquet').equals(plain.bytes('truth/customers.parquet'))).toBe(true);
  });

  it('leaks the churn label into one column', async () => {
    const folder = place('leak');
    await folder.generate({ customers: 2_000, plants: { ...NO_PLANTS, leak: true } });
    const table = await tableOf(folder);
    expect(auc(table.churn_30_day, table.avg_conversation_length)).toBeLessThan(0.01);
    const rows = await planted(folder);
    expect(rows.map(({ planted: value }) => Number(value))).toEqual([...table.avg_conversation_length]);
    expect(checkInvariants(table)).toEqual([]);
  });

  it('lowers activity in the last two snapshots alone', async () => {
    const [plain, drifted] = [place('plain'), place('drifted')];
    await plain.generate({ customers: 6_000 });
    await drifted.generate({ customers: 6_000, plants: { ...NO_PLANTS, drift: true } });
    const [before, after] = [await tableOf(plain), await tableOf(drifted)];
    const late = (row: number) => before.observed_at[row]! >= Date.UTC(2025, 10, 1);
    const meanSessions = (table: typeof before, wanted: boolean) =>
      meanOf(table.sessions_last_7_days.filter((_, row) => late(row) === wanted));
    expect(meanSessions(after, false)).toBe(meanSessions(before, false));
    // 0.3 deviations × a load of 0.42 on the logarithm.
    expect(meanSessions(after, true) / meanSessions(before, true)).toBeCloseTo(Math.exp(-0.3 * 0.42), 1);
    const rows = await planted(drifted);
    expect(rows.map(({ row }) => row)).toEqual([...before.observed_at.keys()].filter(late));
    expect(Number(rows[0]!.planted) - Number(rows[0]!.original)).toBeCloseTo(-0.3, 3);
    expect(checkInvariants(after)).toEqual([]);
  });

  it('leaves no trace of an earlier table of the other form', async () => {
    const folder = place('forms');
    await folder.generate({ plants: { ...NO_PLANTS, dirty: 0.1 } });
    const keys = async () => (await folder.store.list('')).map(({ key }) => key);
    expect(await keys()).toEqual([
      'raw/customers.csv',
      'raw/outcomes.parquet',
      'truth/customers.parquet',
      'truth/planted.parquet',
    ]);
    await folder.generate();
    expect(await keys()).toEqual(FILES);
  });
});
