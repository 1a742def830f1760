import { createFolderStore, createTableReader, createTableWriter } from '@engage/adapters';
import { tinyContract, tinyRows } from '@engage/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainAll } from './explain-all.ts';
import { tellerOf, type ReferenceValues } from './reference-values.ts';
import { createLinearEngine } from './testing/linear-engine.ts';
import { writeTinyRun, type TinyValues } from './testing/tiny-run.ts';

const contract = tinyContract({ properties: { peerGroup: ['plan', 'region'] } });
const means = [10, 40, 2.5, 30, 3, 0, 0];
const models = {
  satisfaction: { weights: [0.5, 0.01, 1, 0, 0.1, 0.2, -0.3], means, bias: 0.4 },
  leaving: { weights: [-0.5, 0.02, -1, -0.05, 0, 0.5, 2], means, bias: -1 },
};
/** Few enough for groups of Plus that are too small to be compared with. */
const ROWS = 250;

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'reference-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function explained(rows: readonly TinyValues[], explain: 'all' | 'none') {
  const store = createFolderStore(join(folder, explain));
  const [reader, writer] = [createTableReader(store), createTableWriter(store)];
  const run = await writeTinyRun(store, writer, contract, rows, models, explain);
  const ports = { engine: createLinearEngine(), reader, writer };
  const outcome = await explainAll(run, ports);
  const json = async <T>(key: string) => JSON.parse(new TextDecoder().decode(await store.read(key))) as T;
  return { run, ports, reader, outcome, json };
}

describe('tellerOf()', () => {
  it('tellerOf() tells from the reference values what the run told', async () => {
    const rows = tinyRows(ROWS);
    const { run, reader, outcome, json } = await explained(rows, 'all');
    const key = run.layout.reference;
    expect(outcome.artefacts).toContain(key);
    const encoding = await json<Record<string, string[]>>(run.layout.encoding);
    const values = await json<ReferenceValues>(key);
    const teller = tellerOf(contract, encoding, values);
    const groups = new Set<number>();
    let told = 0;
    for (const rank of [1, 2, 3]) {
      const [features, reasons] = await Promise.all(
        [`feature_${rank}`, `reason_${rank}`].map((name) =>
          reader.texts(run.layout.explanations('leaving'), name),
        ),
      );
      for (const [i, row] of rows.entries()) {
        const name = features![i] ?? null;
        if (name === null) continue;
        told += 1;
        const raw = row[name] ?? null;
        const value =
          raw === null ? NaN : typeof raw === 'string' ? encoding[name]!.indexOf(raw) : Number(raw);
        const group = teller.groupOf([String(row['plan']), String(row['region'])]);
        groups.add(group);
        const { words } = teller.tell(teller.columns.indexOf(name), group, Math.fround(value));
        expect([i, words]).toEqual([i, reasons![i]]);
      }
    }
    expect(told).toBeGreaterThan(2 * ROWS);
    // Groups of their own, and everyone's.
    expect(groups.size).toBeGreaterThan(2);
    expect(groups).toContain(values.groups.length);
  });

  it('tellerOf() says what is compared, and compares with nothing where no reasons were made', async () => {
    const { run, outcome, json } = await explained(tinyRows(ROWS), 'none');
    expect(outcome.artefacts).not.toContain(run.layout.reference);
    const encoding = await json<Record<string, string[]>>(run.layout.encoding);
    const teller = tellerOf(contract, encoding, null);
    const visits = teller.columns.indexOf('visits_week');
    expect(teller.tell(visits, teller.groupOf([]), 4)).toEqual({
      words: '4 visits a week',
      value: '4',
      typical: null,
      comparedWith: 'everyone',
    });
    const plan = teller.columns.indexOf('plan');
    const columns = teller.columns;
    const typical = columns.map((_, column) => (column === plan ? 1 : null));
    const known = tellerOf(contract, encoding, { columns, peerColumns: [], groups: [], typical: [typical] });
    expect(known.tell(plan, 0, 0)).toEqual({
      words: 'plan is Basic, where for most customers it is Plus',
      value: 'Basic',
      typical: 'Plus',
      comparedWith: 'everyone',
    });
  });

  it('explainAll() tells customers who are only scored beside what the models came with', async () => {
    const { run, ports, json } = await explained(tinyRows(ROWS), 'all');
    const { store, layout, request } = run;
    const scoring = {
      ...run,
      request: { ...request, config: { ...request.config, models: 'f'.repeat(16) } },
    };
    const reasons = () => ports.reader.texts(layout.explanations('leaving'), 'reason_1');
    const before = await reasons();
    const values = await json<ReferenceValues>(layout.reference);
    const visits = values.columns.indexOf('visits_week');
    const other = values.typical.map((line) => line.map((x, column) => (column === visits ? 1000 : x)));
    await store.write(layout.reference, JSON.stringify({ ...values, typical: other }));

    const outcome = await explainAll(scoring, ports);
    const told = (await reasons()).filter((text) => text?.includes('visits a week'));
    expect(told.length).toBeGreaterThan(20);
    for (const text of told) expect(text).toContain('1,000');
    expect(before.join()).not.toContain('1,000');
    expect(outcome.artefacts).not.toContain(layout.reference);

    await store.remove(layout.reference);
    await expect(explainAll(scoring, ports)).rejects.toThrow(
      /reasons of run f{16} to compare with, found none/,
    );
  });

  it('tellerOf() refuses values of another contract', () => {
    const values = { columns: ['x'], peerColumns: [], groups: [], typical: [[1]] };
    expect(() => tellerOf(contract, {}, values)).toThrow(/run Predict again/);
  });
});
