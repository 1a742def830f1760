import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore, createTableReader, createTableWriter } from '@engage/adapters';
import { InputError, InterruptedError } from '@engage/run';
import fc from 'fast-check';
import { COLUMNS } from './columns.ts';
import type { ColumnName } from './customer.ts';
import { generate, type GenerateOptions } from './generate.ts';
import { checkInvariants } from './invariants.ts';
import { NO_PLANTS } from './plant/parse-plants.ts';

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

/** Every column of the table as numbers: codes for words, NaN for null. */
async function tableOf({ reader }: ReturnType<typeof place>): Promise<Record<ColumnName, Float64Array>> {
  const key = 'raw/customers.parquet';
  const columns = COLUMNS.map(async ({ name, kind, words }) => {
    if (words)
      return [name, Float64Array.from(await reader.texts(key, name), (word) => words.indexOf(word ?? ''))];
    if (kind !== 'timestamp') return [name, await reader.numbers(key, name)];
    return [name, Float64Array.from(await reader.texts(key, name), (text) => Date.parse(`${text}Z`))];
  });
  return Object.fromEntries(await Promise.all(columns)) as Record<ColumnName, Float64Array>;
}

const meanOf = (values: Float64Array): number => {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
};
const deviationOf = (values: Float64Array): number => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
};

/** Area under the ROC curve by ranks, ties counted half. */
function auc(labels: Float64Array, scores: Float64Array): number {
  const order = Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end += 1;
    for (let at = start; at < end; at++) if (labels[order[at]!] === 1) rankSum += (start + end + 1) / 2;
    start = end;
  }
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (labels.length - positives));
}

describe('generate() at the default size and seed', () => {
  const folder = () => place('default');
  let table: Record<ColumnName, Float64Array>;
  beforeAll(async () => {
    await folder().generate({ customers: 100_000 });
    table = await tableOf(folder());
  });

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
    const truth = (column: string) => folder().reader.numbers('truth/customers.parquet', column);
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
    const revenue = await folder().reader.numbers('raw/outcomes.parquet', 'value');
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

describe('generate()', () => {
  it('keeps every invariant, whatever the seed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.maxSafeNat(), fc.integer({ min: 1, max: 3_000 }), async (seed, customers) => {
        const folder = place('invariants');
        await folder.generate({ customers, seed });
        expect(checkInvariants(await tableOf(folder))).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('gives the same bytes for the same options, and others for another seed', async () => {
    const [first, second, other] = [place('first'), place('second'), place('other')];
    await first.generate();
    await second.generate({ writer: createTableWriter(second.store, { threads: 1 }) });
    await other.generate({ seed: 8 });
    for (const key of FILES) {
      expect(first.bytes(key).equals(second.bytes(key))).toBe(true);
      expect(first.bytes(key).equals(other.bytes(key))).toBe(false);
    }
  });

  it('makes customer i the same whatever the number of customers', async () => {
    const [few, many] = [place('few'), place('many')];
    await few.generate({ customers: 300 });
    // Beyond one batch of 10,000.
    await many.generate({ customers: 10_300 });
    const [small, large] = [await tableOf(few), await tableOf(many)];
    for (const { name } of COLUMNS) expect(large[name].subarray(0, 300)).toEqual(small[name]);
    for (const column of ['expected_engagement', 'true_churn_probability', 'expected_revenue_90d_usd']) {
      const truth = await many.reader.numbers('truth/customers.parquet', column);
      expect(truth.subarray(0, 300)).toEqual(await few.reader.numbers('truth/customers.parquet', column));
    }
  });

  it('writes outcomes 90 days after the snapshot, one a customer', async () => {
    const folder = place('outcomes');
    const report = await folder.generate({ customers: 200, asOf: '2026-05-15', prefix: 'demo/' });
    expect(report.snapshots).toEqual(['2025-03-01', '2026-02-01']);
    expect(report.keys).toEqual(FILES.toReversed().map((key) => `demo/${key}`));
    const read = (column: string) => folder.reader.texts('demo/raw/outcomes.parquet', column);
    const observed = await folder.reader.texts('demo/raw/customers.parquet', 'observed_at');
    expect(await read('customer_id')).toEqual(Array.from({ length: 200 }, (_, row) => String(row + 1)));
    expect(new Set(await read('outcome'))).toEqual(new Set(['revenue_90d_usd']));
    const days = (await read('known_at')).map(
      (text, row) => (Date.parse(`${text}Z`) - Date.parse(`${observed[row]}Z`)) / 86_400_000,
    );
    expect(new Set(days)).toEqual(new Set([90]));
  });

  it('reports progress, and writes nothing when it is stopped', async () => {
    const folder = place('stopped');
    const done: number[] = [];
    const stop = new AbortController();
    const progress = {
      report(event: { done: number }) {
        done.push(event.done);
        stop.abort();
      },
    };
    const work = folder.generate({ customers: 25_000, progress, signal: stop.signal });
    await expect(work).rejects.toThrow(InterruptedError);
    expect(done).toEqual([10_000]);
    expect(await folder.store.list('')).toEqual([]);
  });

  it.each([
    [{ customers: 0 }, 'Expected a whole number of customers from 1 to 20,000,000, found 0'],
    [{ customers: 1.5 }, 'found 1.5'],
    [{ seed: -1 }, 'Expected a seed that is a whole number from 0 to 2^53 - 1, found -1'],
    [{ asOf: '2026-02-30' }, 'Expected the day of the cut as YYYY-MM-DD, found "2026-02-30"'],
    [{ asOf: 'today' }, 'write for example 2026-03-01'],
  ])('refuses %j', async (options, message) => {
    const work = place('refused').generate(options);
    await expect(work).rejects.toThrow(InputError);
    await expect(place('refused').generate(options)).rejects.toThrow(message);
  });
});

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
    await plain.generate({ customers: 20_000 });
    const report = await biased.generate({ customers: 20_000, plants: { ...NO_PLANTS, bias: true } });
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
    await folder.generate({ customers: 5_000, plants: { ...NO_PLANTS, leak: true } });
    const table = await tableOf(folder);
    expect(auc(table.churn_30_day, table.avg_conversation_length)).toBeLessThan(0.01);
    const rows = await planted(folder);
    expect(rows.map(({ planted: value }) => Number(value))).toEqual([...table.avg_conversation_length]);
    expect(checkInvariants(table)).toEqual([]);
  });

  it('lowers activity in the last two snapshots alone', async () => {
    const [plain, drifted] = [place('plain'), place('drifted')];
    await plain.generate({ customers: 20_000 });
    await drifted.generate({ customers: 20_000, plants: { ...NO_PLANTS, drift: true } });
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
