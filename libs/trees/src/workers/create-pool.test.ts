import { createScorer } from '../score/create-scorer.ts';
import { randomForest, randomRows } from '../testing/random-forest.ts';
import { TreesError } from '../trees-error.ts';
import { createPool } from './create-pool.ts';
import { BLOCK_ROWS } from './protocol.ts';

const forest = randomForest({ seed: 8, features: 5, rounds: 6, maxDepth: 4, outputs: 2, categorical: [2] });
const ROWS = 3 * BLOCK_ROWS + 17;
const values = randomRows(forest, { seed: 9, rows: ROWS, missing: 0.05 });
const rows = { values, rows: ROWS, columns: 5 };

describe('createPool()', () => {
  it.each([1, 2, 4])('gives the bytes of a scorer of one thread with %d threads', async (threads) => {
    const pool = createPool({ threads });
    const scorer = createScorer(forest);
    const pooled = pool.load(forest);

    const [margins, leaves, contributions, reasons] = await Promise.all([
      pooled.predict(rows),
      pooled.predict(rows, { output: 'leaf', rounds: [1, 4] }),
      pooled.explain(rows),
      pooled.reasons(rows, 2, { output: 1 }),
    ]);
    await pool.close();

    expect(Buffer.from(margins.buffer).equals(Buffer.from(scorer.predict(rows).buffer))).toBe(true);
    expect(leaves).toEqual(scorer.predict(rows, { output: 'leaf', rounds: [1, 4] }));
    expect(Buffer.from(contributions.buffer).equals(Buffer.from(scorer.explain(rows).buffer))).toBe(true);
    const sums = new Float64Array(5);
    const expected = scorer.reasons(rows, 2, {
      output: 1,
      onRow: (_row, line) => line.forEach((sum, group) => (sums[group]! += Math.abs(sum))),
    });
    for (const name of ['group', 'feature', 'contribution', 'difference'] as const)
      expect(reasons[name]).toEqual(expected[name]);
    reasons.meanMagnitude.forEach((mean, group) => expect(mean).toBeCloseTo(sums[group]! / ROWS, 9));
  });

  it('builds tables of more than the budget once a thread', async () => {
    const pool = createPool({ threads: 2 });

    const streamed = await pool.load(forest, { memoryBudgetBytes: 1000 }).explain(rows);
    await pool.close();

    expect(Buffer.from(streamed.buffer).equals(Buffer.from(createScorer(forest).explain(rows).buffer))).toBe(
      true,
    );
  });

  it('tells its progress and stops when it is asked to', async () => {
    const pool = createPool({ threads: 2 });
    const pooled = pool.load(forest);
    const seen: number[] = [];
    await pooled.explain(rows, { onProgress: (progress) => seen.push(progress.rows) });
    const controller = new AbortController();
    const aborted = pooled.explain(rows, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });

    await expect(aborted).rejects.toThrow('enough');
    expect(seen.at(-1)).toBe(ROWS);
    expect(seen).toHaveLength(4);
    await expect(pooled.predict(rows, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow(
      'before',
    );
    // The threads are still there.
    expect(await pooled.predict(rows)).toHaveLength(2 * ROWS);
    await pool.close();
  });

  it('tells its progress and stops while it builds tables in turn', async () => {
    const pool = createPool({ threads: 2 });
    const pooled = pool.load(forest, { memoryBudgetBytes: 1000 });
    const seen: number[] = [];
    await pooled.explain(rows, { onProgress: (progress) => seen.push(progress.rows) });
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.at(-1)).toBe(ROWS);
    const told: number[] = [];
    const controller = new AbortController();
    const aborted = pooled.explain(rows, {
      signal: controller.signal,
      onProgress: (progress) => {
        told.push(progress.rows);
        controller.abort(new Error('enough'));
      },
    });
    await expect(aborted).rejects.toThrow('enough');
    expect(told.at(-1)).toBeLessThan(ROWS);
    await pool.close();
  });

  it('refuses a model that was closed, and says whether it is open', async () => {
    const pool = createPool({ threads: 1 });
    const pooled = pool.load(forest);
    pooled.close();
    await expect(pooled.predict(rows)).rejects.toThrow(TreesError);
    await expect(pooled.predict(rows)).rejects.toThrow('found one that was closed; load it anew');
    expect(await pool.load(forest).predict(rows)).toHaveLength(2 * ROWS);
    expect(pool.isOpen).toBe(true);
    await pool.close();
    expect(pool.isOpen).toBe(false);
  });

  it('refuses rows of another shape, other buffers, closed pools and listeners that throw', async () => {
    const pool = createPool({ threads: 1 });
    const pooled = pool.load(forest);

    await expect(pooled.predict({ ...rows, columns: 4 })).rejects.toThrow(TypeError);
    await expect(pooled.explain(rows, { into: new Float32Array(3) })).rejects.toThrow(
      `Expected a buffer of ${ROWS * 12} numbers, found 3`,
    );
    await expect(pooled.reasons(rows, 0)).rejects.toThrow(
      'Expected a whole number of reasons a row from 1 to 65536, found 0',
    );
    const onProgress = (): never => {
      throw new Error('not here');
    };
    await expect(pooled.explain(rows, { onProgress })).rejects.toThrow('not here');
    await pool.close();
    await expect(pooled.predict(rows)).rejects.toThrow('found one that was closed');
    expect(() => createPool({ threads: 0 })).toThrow(RangeError);
  });
});
