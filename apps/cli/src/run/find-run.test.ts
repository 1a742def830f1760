import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutOf, type ObjectStore } from '@engage/run';
import { runSheet } from '../terminal/run-sheet.ts';
import { styleOf } from '../terminal/style.ts';
import { findManifest } from './find-run.ts';
import { folderStore } from './folder-store.ts';

const runId = '0123456789abcdef';
const layout = layoutOf(runId);
const contract = join(import.meta.dirname, '..', '..', '..', '..', 'contracts', 'customers.odcs.yaml');

describe('findManifest()', () => {
  let home: string;
  let store: ObjectStore;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'find-'));
    store = folderStore({ ENGAGE_HOME: home });
    const request = {
      runId,
      inputs: [{ role: 'table', name: 't.csv', bytes: 1, sha256: '0'.repeat(64) }],
      config: { seed: 7, engine: 'xgboost', explain: 'none', folds: null, asOf: null, models: null },
      versions: { application: '0.1.0', sources: 'x', engine: 'xgboost 3.4.1', duckdb: '1.5.5' },
      contract: { name: 'customers.odcs.yaml', text: await readFile(contract, 'utf8') },
    };
    await store.write(layout.request, JSON.stringify(request));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const finish = (stage: string) => {
    const figures = [{ name: `figure.${stage}`, value: 1, source: 'x' }];
    return store.write(
      layout.stage(stage),
      JSON.stringify({ stage, counts: { models: 3 }, artefacts: [], figures, notes: [] }),
    );
  };

  it('tells what there is of a run that was only trained, and that it was', async () => {
    for (const stage of ['Evaluate', 'Prepare']) await finish(stage);
    const sheet = await findManifest(store, runId.slice(0, 4));
    expect(sheet.manifest.stages.map(({ stage }) => stage)).toEqual(['Prepare', 'Evaluate']);
    const text = runSheet(sheet, styleOf({ write: () => true }, {}));
    expect(text).toMatch(/state +trained only.*"npx engage predict"/);
    expect(text).toContain('figure.Evaluate');
  });

  it('refuses a run without models, and one whose manifest was lost', async () => {
    await finish('Prepare');
    await expect(findManifest(store, runId)).rejects.toThrow('without a manifest');
    for (const stage of ['Evaluate', 'Publish']) await finish(stage);
    await expect(findManifest(store, runId)).rejects.toThrow('without a manifest');
  });

  it('points at the list where runs are, but none is finished', async () => {
    await expect(findManifest(store, undefined)).rejects.toThrow('"npx engage runs" lists');
  });
});
