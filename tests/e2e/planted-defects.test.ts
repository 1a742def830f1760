import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDuckDbEngine, createFolderStore } from '@engage/adapters';
import { engage, ROOT } from './engage.ts';

jest.setTimeout(180_000);

describe('planted defects, by the commands alone', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'engage-planted-'));
    const made = await engage([
      'generate',
      ...['--customers', '2500', '--seed', '7', '--plant', 'dirty=0.03', '--home', home],
    ]);
    expect([made.code, made.err.includes('✗')]).toEqual([0, false]);
  });
  afterEach(() => rmSync(join(home, 'runs'), { recursive: true, force: true }));
  afterAll(() => rm(home, { recursive: true, force: true }));

  /** Shares of the planted defects that the only run quarantined, and of the quarantined rows that were planted. */
  async function found(): Promise<{ recall: number; precision: number; late: number; asOf: string | null }> {
    const [run] = readdirSync(join(home, 'runs')).filter((name) => /^[0-9a-f]{16}$/.test(name));
    const request = JSON.parse(readFileSync(join(home, 'runs', run!, 'request.json'), 'utf8')) as {
      config: { asOf: string | null };
    };
    const store = createFolderStore(home);
    const engine = await createDuckDbEngine(store, {
      threads: 1,
      memoryLimitMb: 300,
      tempDirectory: join(home, 'tmp'),
    });
    try {
      await engine.attach('planted', 'truth/planted.parquet');
      await engine.attach('quarantine', `runs/${run}/quarantine/quarantine.parquet`);
      const planted = await engine.rows('select customer_id, row_number, kind from planted');
      const rejected = await engine.rows('select customer_id, source_row, reasons from quarantine');
      expect(planted.length).toBeGreaterThan(60);
      // Of two rows with one id either may be the one that is kept.
      const isOf = (defect: (typeof planted)[number], row: (typeof rejected)[number]): boolean =>
        defect['kind'] === 'duplicate_id'
          ? String(row['customer_id']) === String(defect['customer_id'])
          : row['source_row'] === defect['row_number'];
      return {
        recall: share(planted, (defect) => rejected.some((row) => isOf(defect, row))),
        precision: share(rejected, (row) => planted.some((defect) => isOf(defect, row))),
        late: rejected.filter(({ reasons }) => /^observed_at: .* found a later one$/.test(String(reasons)))
          .length,
        asOf: request.config.asOf,
      };
    } finally {
      await engine.close();
    }
  }

  it('are all found, and nothing else, in the generated customers', async () => {
    const { code, err } = await engage(['train', '--home', home]);
    expect([code, err]).toEqual([0, expect.stringContaining('67 rows quarantined')]);
    expect(await found()).toEqual({ recall: 1, precision: 1, late: 7, asOf: '2026-03-01T00:00:00.000Z' });
  });

  it('are all found, and nothing else, in the same file without a word about when it was cut', async () => {
    const { code, err } = await engage(['train', join(home, 'raw', 'customers.csv'), '--home', home]);
    expect([code, err]).toEqual([0, expect.stringContaining('67 rows quarantined')]);
    expect(await found()).toEqual({ recall: 1, precision: 1, late: 7, asOf: null });
  });

  it('are all found, and nothing else, by what the contract says', async () => {
    const text = readFileSync(join(ROOT, 'contracts', 'customers.odcs.yaml'), 'utf8');
    const contract = join(home, 'customers.odcs.yaml');
    writeFileSync(
      contract,
      text.replace('\n    customProperties:\n', '$&      - { property: asOf, value: 2026-02-28 }\n'),
    );
    const args = ['train', join(home, 'raw', 'customers.csv'), '--contract', contract, '--home', home];
    expect((await engage(args)).code).toBe(0);
    expect(await found()).toEqual({ recall: 1, precision: 1, late: 7, asOf: '2026-02-28T00:00:00.000Z' });
  });

  it('a damaged stamp vouches for nothing', async () => {
    writeFileSync(join(home, 'generation.json'), '{broken');
    const { code, err } = await engage(['train', '--home', home]);
    expect([code, err]).toEqual([2, expect.stringContaining('engage generate" first')]);
  });
});

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.filter(holds).length / items.length;
}
