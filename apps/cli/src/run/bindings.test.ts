import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutOf, loadRun } from '@engage/run';
import { surroundingsFrom } from '@engage/runtime';
import { bindTasks } from './bindings.ts';

const runId = '0123456789abcdef';
const layout = layoutOf(runId);
const contract = join(import.meta.dirname, '..', '..', '..', '..', 'contracts', 'customers.odcs.yaml');

describe('bindTasks()', () => {
  it('answers with the notes of the stage, also of one that was finished before', async () => {
    const home = await mkdtemp(join(tmpdir(), 'bindings-'));
    const surroundings = surroundingsFrom({ ENGAGE_HOME: home, ENGAGE_LOG_LEVEL: 'silent' });
    const { store, signal } = surroundings;
    const request = {
      runId,
      inputs: [{ role: 'table', name: 't.csv', bytes: 1, sha256: '0'.repeat(64) }],
      config: { seed: 7, engine: 'xgboost', explain: 'none', folds: null, asOf: null, models: null },
      versions: { application: '0.1.0', sources: 'x', engine: 'xgboost 3.4.1', duckdb: '1.5.5' },
      contract: { name: 'customers.odcs.yaml', text: await readFile(contract, 'utf8') },
    };
    try {
      await store.write(layout.request, JSON.stringify(request));
      for (const stage of ['Ensemble', 'QA']) {
        const marker = {
          stage,
          counts: { rows: 2 },
          artefacts: [],
          figures: [],
          notes: [`${stage} assumed`],
        };
        await store.write(layout.stage(stage), JSON.stringify(marker));
      }
      const tasks = bindTasks(surroundings, await loadRun(runId, surroundings));
      const answer = await tasks['QA']!({ stage: 'QA', runId }, signal);
      expect(answer).toEqual({ stage: 'QA', counts: { rows: 2 }, notes: ['QA assumed'] });
    } finally {
      await surroundings.close();
      await rm(home, { recursive: true, force: true });
    }
  });
});
