import { createFolderStore, createTableReader, createTableWriter } from '@engage/adapters';
import { InterruptedError, type RunContext } from '@engage/run';
import { columnOf } from '@engage/schema';
import { tinyContract, tinyRows } from '@engage/testing';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainAll, explainOne, type GlobalRanking } from './index.ts';
import { createLinearEngine } from './testing/linear-engine.ts';
import { writeTinyRun, type TinyValues } from './testing/tiny-run.ts';

const contract = tinyContract();
const models = {
  // visits_week, minutes_day, rating, months, fee_usd, plan, on_trial
  satisfaction: { weights: [0.5, 0.01, 1, 0, 0.1, 0.2, -0.3], means: [10, 40, 2.5, 30, 3, 0, 0], bias: 0.4 },
  leaving: { weights: [-0.5, 0.02, -1, -0.05, 0, 0.5, 2], means: [10, 40, 2.5, 30, 3, 0, 0], bias: -1 },
};
const ROWS = 5000;

interface World {
  readonly run: RunContext;
  readonly ports: Parameters<typeof explainAll>[1];
  readonly folder: string;
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function world(
  rows: readonly TinyValues[] = tinyRows(ROWS),
  explain: 'all' | 'none' = 'all',
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'explain-'));
  folders.push(folder);
  const store = createFolderStore(folder);
  const [reader, writer] = [createTableReader(store), createTableWriter(store)];
  const run = await writeTinyRun(store, writer, contract, rows, models, explain);
  return { run, ports: { engine: createLinearEngine(), reader, writer }, folder };
}

describe('explainAll()', () => {
  it('explainAll() gives every customer the strongest themes of exact contributions, in words', async () => {
    const rows = tinyRows(ROWS);
    const { run, ports } = await world(rows);
    const outcome = await explainAll(run, ports);
    expect(outcome.counts).toEqual({ explained: ROWS, models: 2 });
    const key = run.layout.explanations('leaving');
    expect(outcome.artefacts).toContain(key);
    const read = (column: string): Promise<(string | null)[]> => ports.reader.texts(key, column);
    expect(await read('account_id')).toEqual(rows.map((row) => String(row['account_id'])));
    const [features, reasons, inSample] = await Promise.all(['feature_1', 'reason_1', 'in_sample'].map(read));
    const contributions = await ports.reader.numbers(key, 'contribution_1');
    for (const [i, row] of rows.entries()) {
      const expected = strongestByHand(row);
      expect(features![i]).toBe(expected.feature);
      expect(contributions[i]).toBeCloseTo(expected.contribution, 4);
      expect(inSample![i]).toBe(String(i % 10 < 8));
    }
    expect(
      reasons!.filter((text) => text?.includes('visits a week than customers like them')).length,
    ).toBeGreaterThan(100);
    expect(
      reasons!.some((text) => text === 'on trial is yes, where for most customers like them it is no'),
    ).toBe(true);
  });

  it('explainAll() says whether a reason can be acted on, as the contract has it', async () => {
    const { run, ports } = await world();
    await explainAll(run, ports);
    const key = run.layout.explanations('leaving');
    const features = await ports.reader.texts(key, 'feature_2');
    const actionable = await ports.reader.texts(key, 'actionable_2');
    expect(
      features.map((name) => (name === null ? null : String(columnOf(contract, name).actionable))),
    ).toEqual(actionable);
    expect(new Set(actionable.filter((answer) => answer !== null)).size).toBe(2);
  });

  it('explainAll() compares with everyone where a value is as usual among the peers', async () => {
    const row = { minutes_day: 40, rating: 2.5, months: 30, fee_usd: 3, on_trial: false };
    const rows = Array.from({ length: 100 }, (_, i) =>
      i < 30
        ? { ...row, account_id: i + 1, plan: 'Plus', visits_week: 2, part: 'fit' }
        : { ...row, account_id: i + 1, plan: 'Basic', visits_week: 12, part: 'fit' },
    );
    const { run, ports } = await world(rows);
    await explainAll(run, ports);
    const told = await ports.reader.texts(run.layout.explanations('leaving'), 'reason_1');
    expect(told[0]).toBe('10 fewer visits a week than the typical customer (2 against 12)');
    expect(told[99]).toBe('visits a week, typical (12)');
  });

  it('explainAll() compares with everyone where a value lies between the peers and everyone', async () => {
    const row = { minutes_day: 40, rating: 2.5, months: 30, fee_usd: 3, on_trial: false, part: 'fit' };
    const rows = Array.from({ length: 100 }, (_, i) => {
      if (i === 0) return { ...row, account_id: 1, plan: 'Plus', visits_week: 20 };
      const visits = i < 30 ? { plan: 'Plus', visits_week: 30 } : { plan: 'Basic', visits_week: 2 };
      return { ...row, ...visits, account_id: i + 1 };
    });
    const { run, ports } = await world(rows);
    await explainAll(run, ports);
    const told = await ports.reader.texts(run.layout.explanations('leaving'), 'reason_1');
    expect(told[0]).toBe('18 more visits a week than the typical customer (20 against 2)');
  });

  it('explainAll() leaves a reason out when nothing is left to say', async () => {
    // All at the means but visits: one theme alone contributes.
    const row = {
      visits_week: 4,
      minutes_day: 40,
      rating: 2.5,
      months: 30,
      fee_usd: 3,
      plan: 'Basic',
      on_trial: false,
    };
    const { run, ports } = await world(Array.from({ length: 30 }, (_, i) => ({ ...row, account_id: i + 1 })));
    await explainAll(run, ports);
    const key = run.layout.explanations('leaving');
    expect((await ports.reader.texts(key, 'reason_1'))[0]).toBe('visits a week, typical (4)');
    expect((await ports.reader.texts(key, 'reason_2'))[0]).toBeNull();
  });

  it('explainAll() ranks features and themes by mean absolute contribution; shares add up to 1', async () => {
    const { run, ports } = await world();
    const outcome = await explainAll(run, ports);
    const ranking = await rankingOf(run);
    expect(ranking.rows).toBe(ROWS);
    const weights = ranking.features.map(({ meanAbsolute }) => meanAbsolute);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    for (const list of [ranking.features, ranking.themes])
      expect(list.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    for (const { share, low, high } of ranking.themes)
      expect([low <= share, share <= high]).toEqual([true, true]);
    const byName = new Map(ranking.features.map((entry) => [entry.feature, entry]));
    expect(byName.get('visits_week')?.direction).toBe(-1);
    expect(byName.get('minutes_day')?.direction).toBe(1);
    expect(byName.get('plan')?.direction).toBeNull();
    expect(ranking.themes.find(({ theme }) => theme === 'visits')?.features).toEqual([
      'visits_week',
      'minutes_day',
    ]);
    expect(outcome.figures?.map(({ name }) => name)).toContain(`leaving.themes.${ranking.themes[0]?.theme}`);
  });

  it('explainAll() writes the ranking alone, from evenly spaced rows, when nobody is to be explained', async () => {
    const { run, ports } = await world(tinyRows(ROWS), 'none');
    const outcome = await explainAll(run, ports);
    expect(outcome.counts['explained']).toBe(0);
    expect(await run.store.exists(run.layout.explanations('leaving'))).toBe(false);
    const sampled = await rankingOf(run);
    expect(sampled.rows).toBe(2000);
    // The interval of a sample holds what everyone's rows give.
    const everyone = await world();
    await explainAll(everyone.run, everyone.ports);
    const shares = new Map((await rankingOf(everyone.run)).themes.map(({ theme, share }) => [theme, share]));
    for (const { theme, low, high } of sampled.themes)
      expect([theme, low <= shares.get(theme)!, shares.get(theme)! <= high]).toEqual([theme, true, true]);
  });

  it('explainAll() writes the same bytes twice', async () => {
    const { run, ports } = await world(tinyRows(500));
    const { artefacts } = await explainAll(run, ports);
    const hashes = await Promise.all(artefacts.map((key) => run.store.sha256(key)));
    await explainAll(run, ports);
    expect(await Promise.all(artefacts.map((key) => run.store.sha256(key)))).toEqual(hashes);
  });

  it('explainAll() leaves the same bytes whoever puts the reasons into words', async () => {
    const rows = tinyRows(20_000);
    const files: Buffer[][] = [];
    for (const threads of [1, 2]) {
      const { run, ports, folder } = await world(rows);
      const { artefacts } = await explainAll({ ...run, threads }, ports);
      files.push(await Promise.all(artefacts.map((key) => readFile(join(folder, key)))));
    }
    expect(files[0]!.length).toBeGreaterThan(2);
    files[1]!.forEach((bytes, at) => expect(bytes.equals(files[0]![at]!)).toBe(true));
  });

  it('explainAll() stops when asked to, and reports its progress', async () => {
    const { run, ports } = await world(tinyRows(20_000));
    const controller = new AbortController();
    const seen: string[] = [];
    const stopping: RunContext = {
      ...run,
      signal: controller.signal,
      progress: {
        report: ({ label, done, total, unit }) => {
          seen.push(`${label} ${done}/${total} ${unit}`);
          controller.abort();
        },
      },
    };
    await expect(explainAll(stopping, ports)).rejects.toThrow(InterruptedError);
    // The other model may have been at its first batch; neither began a second one.
    expect(seen[0]).toBe('Explaining 16384/40000 rows');
    expect(seen.length).toBeLessThanOrEqual(2);
    for (const model of ['satisfaction', 'leaving'])
      expect(await run.store.exists(run.layout.explanations(model))).toBe(false);
  });
});

describe('explainOne()', () => {
  it('explainOne() adds up to the margin, theme by theme, and splits what can be acted on', async () => {
    const { run, ports } = await world();
    const told = await explainOne(run, '11', ports);
    expect(told).toMatchObject({ customerId: '11', part: 'fit', inSample: true });
    const leaving = told.models.find(({ model }) => model === 'leaving')!;
    const total = leaving.themes.reduce((sum, { contribution }) => sum + contribution, leaving.base);
    expect(total).toBeCloseTo(leaving.margin, 4);
    expect(leaving.flagged).toBe(false);
    expect(leaving.prediction).toBe(0.1);
    expect(leaving.actionable.every(({ actionable }) => actionable)).toBe(true);
    expect(leaving.fixed.map(({ theme }) => theme)).toContain('tenure');
    const rating = leaving.themes.find(({ theme }) => theme === 'rating')!;
    expect(rating).toMatchObject({ words: 'no rating known', direction: 'neither' });
    const plan = leaving.themes
      .find(({ theme }) => theme === 'plan')!
      .features.find(({ feature }) => feature === 'plan')!;
    expect(plan.comparedWith).toBe('everyone');
  });

  it('explainOne() says how to find customers when the id is unknown', async () => {
    const { run, ports } = await world(tinyRows(30));
    await expect(explainOne(run, 'nobody', ports)).rejects.toThrow(
      'Expected a customer of run 0123456789abcdef with account_id "nobody", found none; npx engage query "select account_id from results limit 10" lists some',
    );
  });
});

async function rankingOf(run: RunContext): Promise<GlobalRanking> {
  const body = await run.store.read(`${run.layout.root}explanations/leaving.global.json`);
  return JSON.parse(new TextDecoder().decode(body)) as GlobalRanking;
}

/** The strongest theme of the leaving model for a row, from the formula of linear SHAP. */
function strongestByHand(row: TinyValues): { feature: string; contribution: number } {
  const { features } = contract.models[1]!;
  const { weights, means } = models.leaving;
  const themes = new Map<string, { feature: string; pull: number }[]>();
  features.forEach((feature, f) => {
    const raw = row[feature] ?? null;
    const value = feature === 'plan' ? Number(raw === 'Plus') : Math.fround(Number(raw));
    const pull = raw === null ? 0 : Math.fround(weights[f]! * (value - means[f]!));
    const theme = columnOf(contract, feature).theme!;
    themes.set(theme, [...(themes.get(theme) ?? []), { feature, pull }]);
  });
  const sums = [...themes.values()].map((members) => ({
    members,
    sum: members.reduce((sum, { pull }) => sum + pull, 0),
  }));
  const best = sums.reduce((a, b) => (Math.abs(b.sum) > Math.abs(a.sum) ? b : a));
  const spokesman = best.members.reduce((a, b) =>
    b.pull * Math.sign(best.sum) > a.pull * Math.sign(best.sum) ? b : a,
  );
  return { feature: spokesman.feature, contribution: best.sum };
}
