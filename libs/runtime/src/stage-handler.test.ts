import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, layoutOf, type StageOutcome } from '@engage/run';
import { eventOfEnvironment, lambdaEntry, stageHandler, surroundingsFrom, taskEntry } from './index.ts';
import { INSTALLATION, type AppSurroundings } from './surroundings.ts';

const runId = '0123456789abcdef';
const request = async () => ({
  runId,
  inputs: [{ role: 'table', name: 't.csv', bytes: 1, sha256: '0'.repeat(64) }],
  config: { seed: 7, engine: 'xgboost', explain: 'none', folds: null, asOf: null, models: null },
  versions: { application: '0.1.0', sources: 'x', engine: 'xgboost 3.4.1', duckdb: '1.5.5' },
  contract: {
    name: 'customers.odcs.yaml',
    text: await readFile(join(INSTALLATION, 'contracts', 'customers.odcs.yaml'), 'utf8'),
  },
});

describe('an app', () => {
  let home: string;
  let surroundings: AppSurroundings;
  let calls = 0;
  const outcome: StageOutcome = { counts: { rows: 3 }, artefacts: [] };
  const app = stageHandler({
    First: { needs: [], work: async () => ((calls += 1), outcome) },
    Second: { needs: ['First'], work: async () => outcome },
    Again: { needs: [], repeats: true, work: async () => ((calls += 1), outcome) },
    Bad: { needs: [], work: () => Promise.reject(new InputError('Expected rows, found none')) },
    Stopped: {
      needs: [],
      work: async (run) => {
        process.emit('SIGTERM');
        if (run.signal.aborted) throw new Error('Stopped half way');
        return outcome;
      },
    },
  });
  const variables = (stage: string) => ({
    ENGAGE_HOME: home,
    ENGAGE_LOG_LEVEL: 'silent',
    ENGAGE_STAGE: stage,
    ENGAGE_RUN_ID: runId,
  });

  beforeEach(async () => {
    calls = 0;
    home = await mkdtemp(join(tmpdir(), 'runtime-'));
    surroundings = surroundingsFrom({ ENGAGE_HOME: home, ENGAGE_LOG_LEVEL: 'silent' });
    await surroundings.store.write(layoutOf(runId).request, JSON.stringify(await request()));
  });
  afterEach(async () => {
    await surroundings.close();
    await rm(home, { recursive: true, force: true });
  });

  it('stageHandler() does a stage once and answers with its counts', async () => {
    const answer = { stage: 'First', counts: { rows: 3 } };
    expect(await app({ stage: 'First', runId }, surroundings)).toEqual(answer);
    expect(await app({ stage: 'First', runId }, surroundings)).toEqual(answer);
    expect(calls).toBe(1);
  });

  it('stageHandler() repeats what leaves nothing in the run', async () => {
    await app({ stage: 'Again', runId }, surroundings);
    await app({ stage: 'Again', runId }, surroundings);
    expect(calls).toBe(2);
    expect(await surroundings.store.exists(layoutOf(runId).stage('Again'))).toBe(false);
  });

  it('stageHandler() demands the marker of the stage before', async () => {
    const early = app({ stage: 'Second', runId }, surroundings);
    await expect(early).rejects.toThrow(/Expected stage First of run .* to be finished before Second/);
    await app({ stage: 'First', runId }, surroundings);
    await expect(app({ stage: 'Second', runId }, surroundings)).resolves.toMatchObject({ stage: 'Second' });
  });

  it.each([
    [{ stage: 'Third', runId }, /Expected the stage to be First or Second.*found "Third"/],
    [{ stage: 'First', runId: 'x' }, /runId: expected 16 hex digits/],
    [{ runId }, /stage: /],
    [null, /found another/],
    [{ stage: 'First', runId: 'f'.repeat(16) }, /Expected a run f+ at .*found none/],
  ])('stageHandler() refuses %j', async (event, message) => {
    await expect(app(event, surroundings)).rejects.toThrow(message);
    await expect(app(event, surroundings)).rejects.toThrow(InputError);
  });

  it('lambdaEntry() takes an event and keeps the names of errors', async () => {
    const entry = lambdaEntry(app, variables(''));
    expect(await entry({ stage: 'First', runId })).toEqual({ stage: 'First', counts: { rows: 3 } });
    await expect(entry({ stage: 'Bad', runId })).rejects.toMatchObject({ name: 'InputError' });
  });

  it('lambdaEntry() stops the work before AWS would', async () => {
    const context = { getRemainingTimeInMillis: () => 0 };
    const seen: boolean[] = [];
    const entry = lambdaEntry(async (_, { signal }) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(signal.aborted);
      return { stage: 'First', counts: {} };
    }, variables(''));
    await entry({}, context);
    expect(seen).toEqual([true]);
  });

  it.each([
    ['First', 0],
    ['Bad', 2],
    ['Nonsense', 2],
    ['Stopped', 130],
  ])('taskEntry() ends stage %s with code %i', async (stage, code) => {
    expect(await taskEntry(app, variables(stage))).toBe(code);
  });

  it('taskEntry() ends with 2 when the environment does not fit', async () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await taskEntry(app, { ...variables('First'), ENGAGE_THREADS: 'many' })).toBe(2);
    expect(String(write.mock.calls[0]?.[0])).toContain('ENGAGE_THREADS');
    write.mockRestore();
  });

  it('eventOfEnvironment() turns a container’s environment into the event', () => {
    expect(eventOfEnvironment({ ENGAGE_STAGE: 'Train', ENGAGE_RUN_ID: runId, ENGAGE_TRUTH: '' })).toEqual({
      stage: 'Train',
      runId,
      truth: '',
    });
  });
});
