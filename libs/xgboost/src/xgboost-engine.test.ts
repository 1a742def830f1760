import { EngineError, type Engine, type TrainRequest } from '@engage/engine';
import { LIBRARY_PATH } from './testing/installed-library.ts';
import { smallData } from './testing/small-data.ts';
import { createXgboostEngine } from './xgboost-engine.ts';

const request: TrainRequest = {
  objective: 'squared-error',
  params: { rounds: 20, maxDepth: 3, learningRate: 0.3 },
  fit: smallData({ rows: 2000 }),
  seed: 7,
  threads: 2,
};
let engine: Engine;
beforeAll(async () => {
  engine = await createXgboostEngine({ libraryPath: LIBRARY_PATH });
});
afterAll(() => engine.close());

describe('createXgboostEngine()', () => {
  it('says which library it is', () => {
    expect(engine.name).toBe('xgboost');
    expect(engine.version).toMatch(/^[123]\.\d+\.\d+$/);
  });

  it('fails with what to do when there is no library', async () => {
    const missing = createXgboostEngine({ libraryPath: '/nowhere/libxgboost.so' });
    await expect(missing).rejects.toThrow(EngineError);
    await expect(missing).rejects.toThrow(/\/nowhere\/libxgboost\.so.*install\.mjs/s);
  });

  it('fails when the worker file is missing', async () => {
    const workerUrl = new URL('./nowhere.ts', import.meta.url);
    await expect(createXgboostEngine({ libraryPath: LIBRARY_PATH, workerUrl })).rejects.toThrow(EngineError);
  });
});

describe('Engine.train()', () => {
  it('tells each round, and gives the same model from private and from shared memory', async () => {
    const told: number[] = [];
    const tune = smallData({ rows: 300, seed: 2 });
    const shared = await engine.train({ ...request, tune, onRound: ({ round }) => told.push(round) });
    expect(told).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    const { matrix } = request.fit;
    const fit = { ...request.fit, matrix: { ...matrix, values: Float32Array.from(matrix.values) } };
    const copied = await engine.train({ ...request, fit });
    expect(copied.bytes).toEqual(shared.bytes);
  });

  it('stops on an abort signal, before and during the work, and trains again', async () => {
    await expect(engine.train({ ...request, signal: AbortSignal.abort() })).rejects.toThrow('after round 0');
    const controller = new AbortController();
    const long = { ...request, params: { ...request.params, rounds: 100_000 } };
    const stopped = engine.train({ ...long, signal: controller.signal, onRound: () => controller.abort() });
    await expect(stopped).rejects.toThrow(EngineError);
    await expect(stopped).rejects.toThrow(/^Training was stopped after round \d+ of 100000$/);
    expect((await engine.train(request)).rounds).toBe(20);
  });

  it("stops when its listener throws, and fails with the listener's error", async () => {
    const onRound = (): void => {
      throw new Error('disk full');
    };
    const long = { ...request, params: { ...request.params, rounds: 100_000 } };
    await expect(engine.train({ ...long, onRound })).rejects.toThrow('disk full');
  });

  it("fails with the library's words, and with ours where shapes disagree", async () => {
    const params = { ...request.params, maxDepth: -3 };
    await expect(engine.train({ ...request, params })).rejects.toThrow(EngineError);
    await expect(engine.train({ ...request, params })).rejects.toThrow(/max_depth/);
    const labels = new Float32Array(7);
    await expect(engine.train({ ...request, fit: { ...request.fit, labels } })).rejects.toThrow(
      'Expected 2000 labels in a matrix, found 7',
    );
    const none = smallData({ rows: 0 });
    await expect(engine.train({ ...request, fit: none })).rejects.toThrow('Expected rows to learn from');
  });
});

describe('Engine.load()', () => {
  it('gives scorers that work side by side and may be closed twice', async () => {
    const { bytes } = await engine.train(request);
    const [first, second] = [await engine.load(bytes, 1), await engine.load(bytes, 2)];
    const { matrix } = request.fit;
    const [a, b, reasons] = await Promise.all([
      first.predict(matrix, 'value'),
      second.predict(matrix, 'margin'),
      second.explain(matrix),
    ]);
    expect(a).toEqual(b);
    expect(reasons).toHaveLength(matrix.rows * (matrix.columns + 1));
    await first.close();
    await first.close();
    await expect(first.predict(matrix, 'value')).rejects.toThrow('found one that was closed');
    expect(await second.predict(matrix, 'value')).toEqual(a);
    await second.close();
  });

  it('refuses bytes that are no model', async () => {
    await expect(engine.load(new Uint8Array([1, 2, 3]), 1)).rejects.toThrow(EngineError);
  });
});

describe('a worker thread that dies', () => {
  it('fails what was outstanding; the next call starts another, with the models that were loaded', async () => {
    const workerUrl = new URL('./testing/crashing-worker.ts', import.meta.url);
    const fragile = await createXgboostEngine({ libraryPath: LIBRARY_PATH, workerUrl });
    const { bytes } = await fragile.train(request);
    const scorer = await fragile.load(bytes, 1);
    const values = await scorer.predict(request.fit.matrix, 'value');
    const deadly = fragile.train({ ...request, params: { ...request.params, rounds: 13 } });
    const queued = scorer.predict(request.fit.matrix, 'value');
    await expect(deadly).rejects.toThrow(EngineError);
    await expect(queued).rejects.toThrow("XGBoost's worker thread ended with code 3");
    expect(await scorer.predict(request.fit.matrix, 'value')).toEqual(values);
    await scorer.close();
    await fragile.close();
  });
});

describe('Engine.close()', () => {
  it('ends outstanding work, may be called twice, and leaves nothing to use', async () => {
    const other = await createXgboostEngine({ libraryPath: LIBRARY_PATH });
    const params = { ...request.params, rounds: 1_000_000 };
    const outstanding = other.train({ ...request, params });
    const failed = expect(outstanding).rejects.toThrow('The engine was closed');
    await other.close();
    await other.close();
    await failed;
    await expect(other.train(request)).rejects.toThrow('found one that was closed');
  });
});
