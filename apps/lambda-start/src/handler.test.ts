import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore } from '@engage/adapters/folder';
import { CostError } from '@engage/cost';
import { LATEST_KEY, layoutOf, nameLatest, readRequest, TRAINED_KEY, type MachineStarter } from '@engage/run';
import { start, type StartTools } from './handler.ts';

const CONTRACT = readFileSync(join(__dirname, '../../../contracts/customers.odcs.yaml'), 'utf8');
const object = (key: string) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { object: { key } },
});

/** Remembers names, as Step Functions does. */
function rememberingStarter() {
  const executions = new Map<string, Readonly<Record<string, string>>>();
  const starter: MachineStarter = {
    start: (name, input) => {
      const state = executions.has(name) ? 'found' : 'started';
      executions.set(name, input);
      return Promise.resolve(state);
    },
  };
  return { starter, executions };
}

describe('start()', () => {
  const home = mkdtempSync(join(tmpdir(), 'engage-start-'));
  const store = createFolderStore(home);
  const { starter, executions } = rememberingStarter();
  const tools: StartTools = {
    store,
    starter,
    engine: 'trees',
    versions: { application: 'r1', sources: 'r1', engine: 'trees 0.1.0', duckdb: '1.5.5' },
    capUsd: 0.1,
    onNewData: 'train',
    region: 'eu-west-1',
  };
  beforeAll(async () => {
    await store.write('raw/outcomes.parquet', 'outcomes');
    await store.write('raw/customers.parquet', 'customers');
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it('demands one contract', async () => {
    await expect(start(object('raw/customers.parquet'), tools)).rejects.toThrow('Expected one contract');
    await store.write('contracts/customers.odcs.yaml', CONTRACT);
    await expect(start(object('raw/notes.txt'), tools)).resolves.toMatchObject({ state: 'skipped' });
  });

  it('opens a run and starts it once, though the event comes twice', async () => {
    const first = await start(object('raw/customers.parquet'), tools);
    const again = await start(object('raw/customers.parquet'), tools);
    const bySchedule = await start({ kind: 'train' }, tools);

    const [[runId, input]] = [...executions] as [[string, object]];
    expect([first, again, bySchedule]).toEqual([
      { state: 'started', runId },
      { state: 'found', runId },
      { state: 'found', runId },
    ]);
    expect(input).toEqual({ runId, table: join(home, 'raw/customers.parquet'), truth: '', models: '' });
    const request = await readRequest(store, runId);
    expect(request.inputs.map(({ role }) => role)).toEqual(['table', 'outcomes.parquet']);
    expect(request.contract).toEqual({ name: 'customers.odcs.yaml', text: CONTRACT });
  });

  it('starts another for another release, and for other data', async () => {
    const versions = { ...tools.versions, application: 'r2', sources: 'r2' };
    expect(await start({ kind: 'train' }, { ...tools, versions })).toMatchObject({ state: 'started' });
    await store.write('raw/customers.parquet', 'more customers');
    expect(await start({ kind: 'train' }, tools)).toMatchObject({ state: 'started' });
    expect(executions.size).toBe(3);
  });

  it('scores with the models of the latest finished run what these did not learn from', async () => {
    await expect(start({ kind: 'score' }, tools)).resolves.toMatchObject({ state: 'skipped' });
    const trained = await start({ kind: 'train' }, tools);
    const runId = 'runId' in trained ? trained.runId : '';
    await nameLatest(store, await readRequest(store, runId));
    await expect(start({ kind: 'score' }, tools)).resolves.toEqual({
      state: 'skipped',
      reason: expect.stringContaining(`raw/customers.parquet is what run ${runId} learnt from`) as unknown,
    });

    await store.write('raw/customers.parquet', 'customers of another month');
    const scored = await start({ kind: 'score' }, tools);
    expect(scored).toMatchObject({ state: 'started' });
    const [scoredId, input] = [...executions].at(-1)!;
    expect(input).toMatchObject({ runId: scoredId, models: runId });
    const { inputs, config } = await readRequest(store, scoredId);
    expect(inputs.map(({ role }) => role)).toEqual(['table']);
    expect(config).toMatchObject({ models: runId, asOf: null });

    // A run that scored is the latest; its models are still those that were trained.
    await nameLatest(store, await readRequest(store, scoredId));
    const onNewData = { ...tools, onNewData: 'score' } as const;
    expect(await start(object('raw/customers.parquet'), onNewData)).toEqual({
      state: 'found',
      runId: scoredId,
    });
  });

  it('scores with the models that were trained last, though a run with older ones finished since then', async () => {
    await store.write('raw/customers.parquet', 'customers of a later month');
    const trained = await start({ kind: 'train' }, tools);
    const later = await readRequest(store, 'runId' in trained ? trained.runId : '');
    const [, older] = [...executions].find(([, { models }]) => models !== '')!;
    await nameLatest(store, later);
    await nameLatest(store, { ...later, config: { ...later.config, models: older['models']! } });
    await store.write('raw/others.parquet', 'others');
    await start({ kind: 'score', table: 'raw/others.parquet' }, tools);
    expect([...executions].at(-1)![1]).toMatchObject({ models: later.runId });
    await store.remove('raw/others.parquet');
  });

  it('starts no run again that is finished, though its name was forgotten', async () => {
    const [runId] = [...executions].at(-1)!;
    const { table } = executions.get(runId)!;
    executions.delete(runId);
    await store.write(layoutOf(runId).stage('Publish'), '{}');
    await store.write('raw/others.parquet', 'others');
    expect(table).toContain('raw/others.parquet');
    const again = await start({ kind: 'score', table: 'raw/others.parquet' }, tools);
    expect([again, executions.has(runId)]).toEqual([{ state: 'found', runId }, false]);
    await store.remove('raw/others.parquet');
  });

  it('trains on the first table though new ones are to be scored', async () => {
    await store.remove(LATEST_KEY);
    await store.remove(TRAINED_KEY);
    await store.write('raw/customers.parquet', 'the first customers');
    const first = await start(object('raw/customers.parquet'), { ...tools, onNewData: 'score' });
    expect(first).toMatchObject({ state: 'started' });
    expect([...executions].at(-1)![1]).toMatchObject({ models: '' });
  });

  it('refuses to score under another contract than the models were trained under', async () => {
    const trained = await start({ kind: 'train' }, tools);
    await nameLatest(store, await readRequest(store, 'runId' in trained ? trained.runId : ''));
    await store.write('raw/customers.parquet', 'customers of a third month');
    await store.write('contracts/customers.odcs.yaml', `${CONTRACT}\n# another\n`);
    await expect(start({ kind: 'score' }, tools)).rejects.toThrow('train under the new one first');
    await store.write('contracts/customers.odcs.yaml', CONTRACT);
  });

  it('refuses a run that would cost more than the cap, before it is opened', async () => {
    const runs = (await store.list('runs/')).length;
    const begun = executions.size;
    await store.write('raw/large.parquet', new Uint8Array(90 * 20_000));

    const refused = start(object('raw/large.parquet'), { ...tools, capUsd: 0.01 });
    await expect(refused).rejects.toThrow(CostError);
    await expect(refused).rejects.toThrow('Expected a run of $0.010 at most');
    expect(await store.list('runs/')).toHaveLength(runs);
    expect(executions.size).toBe(begun);
  });
});
