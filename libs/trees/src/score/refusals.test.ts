import { readForest } from '../forest/read-forest.ts';
import { writeForest } from '../forest/write-forest.ts';
import { randomForest } from '../testing/random-forest.ts';
import { TreesError } from '../trees-error.ts';
import { createPool } from '../workers/create-pool.ts';
import { createScorer } from './create-scorer.ts';

/** What a caller without types may give. */
const anything = (value: unknown): never => value as never;

describe('callers without types', () => {
  const forest = randomForest({ seed: 1, features: 3, rounds: 2, maxDepth: 3 });
  const scorer = createScorer(forest);
  const row = { values: Float32Array.of(1, 2, 3), rows: 1, columns: 3 };

  it.each<[string, () => unknown, string]>([
    [
      'no rows',
      () => scorer.predict(anything(undefined)),
      'an object of values, rows and columns, found undefined',
    ],
    [
      'a plain array',
      () => scorer.explain({ ...row, values: anything([1, 2, 3]) }),
      'as a Float32Array, found an array of 3; Float32Array.from(values) makes one',
    ],
    [
      'texts',
      () => scorer.interactions({ ...row, values: anything(['a', 'b', 'c']) }),
      'as a Float32Array, found an array of 3',
    ],
    [
      'a background that is none',
      () => scorer.explain(row, { background: anything({ values: [1], rows: 1, columns: 3 }) }),
      'Expected the values of background rows as a Float32Array',
    ],
    [
      'another layout',
      () => scorer.predict({ ...row, layout: anything('diagonal') }),
      '"row-major" or "column-major", found "diagonal"',
    ],
    [
      'a text of rows',
      () => scorer.predict({ ...row, rows: anything('1') }),
      'Expected rows of "1" × 3 numbers',
    ],
    [
      'another output',
      () => scorer.predict(row, { output: anything('probability') }),
      'Expected the output "margin", "value" or "leaf", found "probability"',
    ],
    ['a billion reasons', () => scorer.reasons(row, 1e9), 'from 1 to 65536, found 1000000000'],
    ['a reason and a half', () => scorer.reasons(row, 1.5), 'a whole number of reasons a row'],
    [
      'a buffer that is none',
      () => scorer.predict(row, { into: anything([0]) }),
      'Expected a buffer as a Float32Array',
    ],
    [
      'no forest',
      () => createScorer(anything({})),
      'Expected a forest, as readForest and train give it, found an object',
    ],
    [
      'no forest to write',
      () => writeForest(anything(null)),
      'Expected a forest, as readForest and train give it, found null',
    ],
    [
      'no budget',
      () => createScorer(forest, { memoryBudgetBytes: Number.NaN }),
      'Expected a memory budget of 0 bytes or more, found NaN',
    ],
    [
      'a result that no array holds',
      () =>
        createScorer({ ...forest, features: 70_000 }).interactions({
          values: new Float32Array(70_000),
          rows: 1,
          columns: 70_000,
        }),
      'at most 4294967296 numbers, found one of 4900140001; take fewer rows at a time',
    ],
  ])('%s: refused in words', (_name, call, message) => {
    expect(call).toThrow(message);
  });

  it('a pool refuses what only a scorer of one thread can do', async () => {
    const pool = createPool({ threads: 1 });
    try {
      const pooled = pool.load(forest);
      await expect(pooled.explain(row, anything({ background: row }))).rejects.toThrow(
        'Expected no option "background" for a pool, found an object; interventional values are createScorer’s',
      );
      await expect(pooled.reasons(row, 1, anything({ onRow: () => 0 }))).rejects.toThrow(
        'Expected no option "onRow" for a pool, found a function',
      );
      expect(() => pool.load(anything(undefined))).toThrow('Expected a forest');
    } finally {
      await pool.close();
    }
    expect(() => createPool({ threads: anything('2') })).toThrow('Expected 1 to 1024 threads, found "2"');
  });

  it('takes an ArrayBuffer for a model, refuses what has no bytes, and keeps a limit that is undefined', () => {
    const bytes = writeForest(forest);
    expect(readForest(bytes.buffer)).toEqual(readForest(bytes));
    for (const none of [undefined, null, 'model.ubj', [0x7b]])
      expect(() => readForest(anything(none))).toThrow(
        /Expected a model's bytes .* found .*; read the file without an encoding/,
      );
    expect(() => readForest(bytes, { trees: anything(undefined) })).not.toThrow();
    expect(() => readForest(bytes, { trees: 1 })).toThrow(TreesError);
  });
});
