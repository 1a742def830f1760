import { createFolderStore } from '@engage/adapters';
import { silentLogger, silentProgress } from '@engage/observability';
import {
  canonicalJson,
  InputError,
  InterruptedError,
  layoutOf,
  loadRun,
  manifestOf,
  readMarker,
  runStage,
  type RunContext,
  type RunRequest,
} from '@engage/run';
import { tinyContractText } from '@engage/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RUN_ID = '0123456789abcdef';
const request: RunRequest = {
  runId: RUN_ID,
  inputs: [{ role: 'table', name: 'a.csv', bytes: 1, sha256: 'a'.repeat(64) }],
  config: { seed: 7, engine: 'xgboost', explain: 'all', folds: null, asOf: null, models: null },
  versions: { application: '0.1.0', sources: 'x', engine: 'none', duckdb: '1.5.5' },
  contract: { name: 'tiny.odcs.yaml', text: tinyContractText() },
};

let home = '';
let run: RunContext;
const abort = { controller: new AbortController() };

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'engage-stage-'));
  abort.controller = new AbortController();
  const store = createFolderStore(home);
  await store.write(layoutOf(RUN_ID).request, canonicalJson(request));
  const { signal } = abort.controller;
  run = await loadRun(RUN_ID, { store, log: silentLogger, progress: silentProgress, threads: 1, signal });
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A stage that writes two files and counts how often it ran. */
function countingStage() {
  const state = { runs: 0 };
  const work = async () => {
    state.runs += 1;
    await run.store.write(`${run.layout.root}out/b.txt`, 'bb');
    await run.store.write(`${run.layout.root}out/a.txt`, 'a');
    return { counts: { files: 2 }, artefacts: [`${run.layout.root}out/`] };
  };
  return { state, work };
}

describe('runStage()', () => {
  it('leaves a marker with counts and hashed artefacts in order of their keys', async () => {
    const marker = await runStage(run, 'Demo', countingStage().work);
    expect(marker).toEqual({
      stage: 'Demo',
      counts: { files: 2 },
      artefacts: [
        {
          key: 'out/a.txt',
          bytes: 1,
          sha256: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
        },
        {
          key: 'out/b.txt',
          bytes: 2,
          sha256: '3b64db95cb55c763391c707108489ae18b4112d783300de38e033b4c98c3deaf',
        },
      ],
      figures: [],
      notes: [],
    });
    expect(await readMarker(run, 'Demo')).toEqual(marker);
  });

  it('does not repeat a finished stage, and repeats one that lost an artefact', async () => {
    const { state, work } = countingStage();
    await runStage(run, 'Demo', work);
    await runStage(run, 'Demo', work);
    expect(state.runs).toBe(1);
    await run.store.remove(`${run.layout.root}out/a.txt`);
    await runStage(run, 'Demo', work);
    expect(state.runs).toBe(2);
  });

  it('repeats a stage whose marker is damaged', async () => {
    const { state, work } = countingStage();
    await runStage(run, 'Demo', work);
    await run.store.write(run.layout.stage('Demo'), '{"stage": "De');
    expect(await readMarker(run, 'Demo')).toBeNull();
    await runStage(run, 'Demo', work);
    expect(state.runs).toBe(2);
  });

  it('leaves no marker when the work fails', async () => {
    const work = () => Promise.reject(new RangeError('no such month'));
    await expect(runStage(run, 'Demo', work)).rejects.toThrow('no such month');
    expect(await readMarker(run, 'Demo')).toBeNull();
  });

  it('does not begin once the run is stopped', async () => {
    abort.controller.abort();
    const { state, work } = countingStage();
    await expect(runStage(run, 'Demo', work)).rejects.toThrow(InterruptedError);
    expect(state.runs).toBe(0);
  });
});

describe('loadRun()', () => {
  it('says where it looked for a run that does not exist', async () => {
    const missing = loadRun('ffffffffffffffff', run);
    await expect(missing).rejects.toThrow(InputError);
    await expect(missing).rejects.toThrow(/Expected a run ffffffffffffffff at .*runs\/ffffffffffffffff/);
  });

  it.each([
    ['{broken', /Expected JSON in .*request\.json, found a damaged one; .*which mends it/],
    ['', /Expected JSON in .*request\.json, found an empty file/],
    ['{"runId": 7}', /Expected the request of a run in .*request\.json, found another at "runId"/],
  ])('names the file when the request is %j', async (body, message) => {
    await run.store.write(run.layout.request, body);
    await expect(loadRun(RUN_ID, run)).rejects.toThrow(InputError);
    await expect(loadRun(RUN_ID, run)).rejects.toThrow(message);
  });
});

describe('manifestOf()', () => {
  it('lists the figures of all stages in the order of the stages', async () => {
    const stage = (name: string, value: number) =>
      runStage(run, name, () =>
        Promise.resolve({
          counts: {},
          artefacts: [],
          figures: [{ name: `${name}.x`, value, source: 'x.json' }],
        }),
      );
    const markers = [await stage('B', 1), await stage('A', 2)];
    const manifest = manifestOf(run.request, run.contract, markers);
    expect(manifest.figures.map(({ name }) => name)).toEqual(['B.x', 'A.x']);
    expect(manifest.contract).toEqual({
      id: run.contract.id,
      name: 'tiny.odcs.yaml',
      version: run.contract.version,
    });
  });
});
