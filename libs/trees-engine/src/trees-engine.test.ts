import { EngineError, type Engine, type Matrix } from '@engage/engine';
import { createXgboostEngine, findLibrary } from '@engage/xgboost';
import { createTreesEngine } from './trees-engine.ts';

const NATIVE = `${import.meta.dirname}/../../../.native`;
const ROWS = 500;

const matrix: Matrix = {
  values: Float32Array.from({ length: ROWS * 3 }, (_, at) =>
    at % 11 === 0 ? NaN : Math.fround(Math.sin(at * 12.9898) * 10),
  ),
  rows: ROWS,
  columns: 3,
  names: ['a', 'b', 'c'],
  categorical: [false, false, false],
};
const labels = Float32Array.from({ length: ROWS }, (_, row) => Number((matrix.values[row * 3 + 1] || 0) > 1));

describe('createTreesEngine()', () => {
  let official: Engine;
  let engine: Engine;
  let bytes: Uint8Array;
  beforeAll(async () => {
    official = await createXgboostEngine({ libraryPath: findLibrary(process.env, NATIVE).path });
    engine = createTreesEngine();
    const params = { rounds: 20, maxDepth: 3, learningRate: 0.3 };
    const fit = { matrix, labels };
    bytes = (await engine.train({ objective: 'logistic', params, fit, seed: 7, threads: 1 })).bytes;
  });
  afterAll(() => Promise.all([engine.close(), official.close()]));

  it("predicts the official library's margins to the bit, and explains alike", async () => {
    const [theirs, ours] = [await official.load(bytes, 1), await engine.load(bytes, 1)];
    expect(await ours.predict(matrix, 'margin')).toEqual(await theirs.predict(matrix, 'margin'));
    const [expected, found] = [await theirs.explain(matrix), await ours.explain(matrix)];
    expect(found).toHaveLength(expected.length);
    found.forEach((value, at) => expect(Math.abs(value - expected[at]!)).toBeLessThan(1e-5));
  });

  it('trains models that the official library scores alike, and says in words what it refuses', async () => {
    const params = { rounds: 30, maxDepth: 3, learningRate: 0.3 };
    const request = {
      objective: 'logistic' as const,
      params,
      fit: { matrix, labels },
      tune: { matrix, labels },
      seed: 7,
      threads: 2,
    };
    const [ours, theirs] = [await engine.train(request), await official.train(request)];
    expect(ours.metric).toBe(theirs.metric);
    expect(ours.rounds).toBe(theirs.rounds);
    expect(ours.history.at(-1)).toBeLessThan(1.1 * theirs.history.at(-1)! + 0.01);
    const refused = engine.train({ ...request, params: { ...params, maxDepth: -1 } });
    await expect(refused).rejects.toThrow(EngineError);
  });

  it('refuses other columns, other files and a scorer that was closed', async () => {
    const scorer = await engine.load(bytes, 1);
    const renamed = { ...matrix, names: ['a', 'x', 'c'] };
    await expect(scorer.predict(renamed, 'margin')).rejects.toThrow('Expected column 2 to be "b"');
    const narrow = { ...matrix, columns: 2, rows: 750, names: ['a', 'b'] };
    await expect(scorer.explain(narrow)).rejects.toThrow('Expected the 3 columns');
    await expect(engine.load(Uint8Array.of(1, 2), 1)).rejects.toThrow(EngineError);
    await scorer.close();
    await expect(scorer.predict(matrix, 'margin')).rejects.toThrow('found one that was closed');
  });
});
