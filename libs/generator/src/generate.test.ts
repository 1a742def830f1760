import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore, createTableReader, createTableWriter } from '@engage/adapters';
import { InputError, InterruptedError } from '@engage/run';
import fc from 'fast-check';
import { COLUMNS } from './columns.ts';
import { generate, type GenerateOptions } from './generate.ts';
import { checkInvariants } from './invariants.ts';
import { generatedTable } from './testing/generated-table.ts';

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

describe('generate()', () => {
  it('keeps every invariant, whatever the seed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.maxSafeNat(), fc.integer({ min: 1, max: 1_500 }), async (seed, customers) => {
        const folder = place('invariants');
        await folder.generate({ customers, seed });
        expect(checkInvariants(await tableOf(folder))).toEqual([]);
      }),
      { numRuns: 6 },
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

  it('gives the same bytes whoever draws the rows', async () => {
    const [one, several] = [place('one-thread'), place('several-threads')];
    await one.generate({ customers: 75_000 });
    await several.generate({ customers: 75_000, threads: 3 });
    for (const key of FILES) expect(several.bytes(key).equals(one.bytes(key))).toBe(true);
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
    expect(done).toEqual([5_000]);
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
