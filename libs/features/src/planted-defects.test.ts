import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDuckDbEngine, createFolderStore, createTableWriter } from '@engage/adapters';
import { generate, parsePlants } from '@engage/generator';
import { parseContract } from '@engage/schema';
import { worldsOf } from './testing/worlds.ts';

const worlds = worldsOf({ createDuckDbEngine, createFolderStore });
afterAll(() => worlds.close());

const FILE = join(import.meta.dirname, '../../../contracts/customers.odcs.yaml');

describe('prepare() of generated customers with planted defects', () => {
  it('finds every planted defect, in the right column, and rejects nothing else', async () => {
    const strict = parseContract(readFileSync(FILE, 'utf8'), 'customers.odcs.yaml');
    const world = await worlds.open({ ...strict, maxQuarantineShare: 1 });
    const { store, engine } = world;
    const writer = createTableWriter(store);
    const plants = parsePlants('dirty=0.2');
    const made = await generate({ customers: 3000, seed: 7, asOf: '2026-03-01', plants, writer, store });
    await world.give('customers.csv', await store.read(made.tableKey));
    await world.give('outcomes.parquet', await store.read('raw/outcomes.parquet'));
    const { counts } = await world.prepare('customers.csv');
    expect(counts['rowsKept']! + counts['rowsQuarantined']!).toBe(counts['rowsIn']);

    await engine.attach('planted', 'truth/planted.parquet');
    const planted = await engine.rows(
      'select customer_id, row_number, kind, "column" from planted order by row_number',
    );
    const rejected = await engine.rows('select customer_id, source_row, reasons from quarantine');
    const byRow = new Map(rejected.map((row) => [row['source_row'], String(row['reasons'])]));
    const byCustomer = new Map(rejected.map((row) => [String(row['customer_id']), String(row['reasons'])]));
    expect(new Set(planted.map((row) => row['kind'])).size).toBeGreaterThan(10);
    for (const { customer_id, row_number, kind, column } of planted)
      if (kind === 'duplicate_id')
        expect(byCustomer.get(String(customer_id))).toMatch(/^customer_id: expected once/);
      else if (kind === 'inconsistent_row') expect(byRow.get(row_number!)).toMatch(/^rule /);
      else expect(byRow.get(row_number!)).toContain(`${column}: expected`);
    expect(rejected).toHaveLength(planted.length);
  });
});
