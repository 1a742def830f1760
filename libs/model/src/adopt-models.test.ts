import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore, createTableWriter } from '@engage/adapters';
import { layoutOf, type RunContext } from '@engage/run';
import { tinyContract, tinyRows } from '@engage/testing';
import { adoptModels } from './adopt-models.ts';
import { layout, prepareRun } from './prepare-run.fixture.ts';

const OURS = 'fedcba9876543210';
const home = mkdtempSync(join(tmpdir(), 'engage-adopt-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let folder = 0;

/** A run that is to use the models of the prepared one, of which each stage left one file. */
async function scoringRun(
  stages: readonly string[] = ['Train', 'Evaluate', 'Predict'],
  explain: 'all' | 'none' = 'all',
): Promise<RunContext> {
  const store = createFolderStore(join(home, String((folder += 1))));
  const trained = await prepareRun({
    store,
    writer: createTableWriter(store),
    contract: tinyContract(),
    rows: tinyRows(60),
  });
  const files: Readonly<Record<string, readonly string[]>> = {
    Train: ['models/leaving/model.ubj'],
    Evaluate: ['models/leaving/calibration.json'],
    Predict: ['explanations/reference.json', 'predictions/leaving.parquet'],
  };
  for (const stage of stages) {
    for (const key of files[stage]!) await store.write(layout.root + key, `made by ${stage}`);
    const artefacts = await Promise.all(
      files[stage]!.map(async (key) => ({ key, bytes: 1, sha256: await store.sha256(layout.root + key) })),
    );
    const figures =
      stage === 'Evaluate' ? [{ name: 'leaving.holdout.auc', value: 0.8, source: 'models' }] : [];
    const marker = { stage, counts: {}, artefacts, figures, notes: [`A note of ${stage}`] };
    await store.write(layout.stage(stage), JSON.stringify(marker));
  }
  const config = { ...trained.request.config, explain, models: trained.runId };
  return { ...trained, runId: OURS, layout: layoutOf(OURS), request: { ...trained.request, config } };
}

describe('adoptModels()', () => {
  it('takes models with what was measured of them, and what is typical; no predictions', async () => {
    const run = await scoringRun();
    const { artefacts, figures, notes } = await adoptModels(run);
    const below = (await run.store.list(run.layout.root)).map(({ key }) => key.slice(run.layout.root.length));
    expect(below).toEqual([
      'explanations/reference.json',
      'models/leaving/calibration.json',
      'models/leaving/model.ubj',
    ]);
    expect([...artefacts].sort()).toEqual(below.map((key) => run.layout.root + key));
    expect(figures).toEqual([{ name: 'leaving.holdout.auc', value: 0.8, source: 'models' }]);
    expect(notes).toEqual([
      expect.stringContaining('learnt from table.csv'),
      `Of run ${run.request.config.models}: A note of Train`,
      `Of run ${run.request.config.models}: A note of Evaluate`,
    ]);
  });

  it('takes models of a run without reasons, where none are asked for', async () => {
    const run = await scoringRun(['Train', 'Evaluate'], 'none');
    expect((await adoptModels(run)).artefacts).toHaveLength(2);
  });

  it.each([
    ['Train', ['Evaluate', 'Predict']],
    ['Evaluate', ['Train', 'Predict']],
    ['Predict', ['Train', 'Evaluate']],
  ])('refuses models whose stage %s left no marker', async (stage, others) => {
    const run = await scoringRun(others);
    await expect(adoptModels(run)).rejects.toThrow(
      new RegExp(`Expected stage ${stage} of run .*found no marker at .*${stage}\\.json`),
    );
  });

  it.each([
    ['changed', (run: RunContext) => run.store.write(layout.model('leaving', 'model.ubj'), 'changed')],
    ['removed', (run: RunContext) => run.store.remove(layout.model('leaving', 'model.ubj'))],
  ])('refuses a model that was %s', async (_what, spoil) => {
    const run = await scoringRun();
    await spoil(run);
    await expect(adoptModels(run)).rejects.toThrow(/Expected .*model\.ubj as its run left it \(SHA-256/);
  });
});
