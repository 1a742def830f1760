import { createScorer } from '@engage/trees';
import { createPool } from '@engage/trees/workers';
import { interleaved, type Group } from './group.ts';
import { modelOf, type ModelSpec } from './models.ts';
import { percentile } from './percentile.ts';
import { tableOf } from './tables.ts';

const SPEC: ModelSpec = { rounds: 300, maxDepth: 6, columns: 14 };
const ROWS = 524_288;
/** Single rows that are measured, and those before them that warm up. */
const SINGLE_ROWS = 3_000;
const WARM_UP_ROWS = 500;

/** Exact SHAP values by two threads against one, on the wall; one row at a time. */
export const threads: Group = {
  name: 'threads',
  async run(options) {
    options.say('SHAP, two threads and one row');
    const { smoke, repeats } = options;
    const rows = smoke ? 512 : ROWS;
    const { forest } = await modelOf(SPEC, options);
    const { matrix } = tableOf({ kind: 'numbers', rows, columns: SPEC.columns, seed: 3 });
    const into = new Float32Array(new SharedArrayBuffer(4 * rows * (SPEC.columns + 1)));
    const pools = [createPool({ threads: 1 }), createPool({ threads: 2 })] as const;
    const [one, two] = [pools[0].load(forest), pools[1].load(forest)];
    // The tables are made once, at a thread's first rows; alone and together the bytes are the same.
    const alone = (await one.explain(matrix)).slice();
    const together = await two.explain(matrix);
    if (Buffer.compare(Buffer.from(alone.buffer), Buffer.from(together.buffer)) !== 0)
      throw new Error('Expected the same contributions of one and of two threads, found others');
    const taken = await interleaved(repeats, {
      one: () => one.explain(matrix, { into }),
      two: () => two.explain(matrix, { into }),
    });
    await Promise.all(pools.map((pool) => pool.close()));

    const scorer = createScorer(forest);
    const row = new Float32Array(SPEC.columns + 1);
    const millis: number[] = [];
    for (let k = 0; k < (smoke ? 20 : SINGLE_ROWS + WARM_UP_ROWS); k++) {
      const at = (k % rows) * SPEC.columns;
      const single = {
        values: matrix.values.subarray(at, at + SPEC.columns),
        rows: 1,
        columns: SPEC.columns,
      };
      const begin = performance.now();
      scorer.explain(single, { into: row });
      millis.push(performance.now() - begin);
    }
    const warm = millis.slice(smoke ? 1 : WARM_UP_ROWS);
    return {
      measurements: [
        {
          what: 'SHAP 300 × depth 6 × 14: one thread',
          seconds: taken.one.wall,
          peakMb: null,
          rate: { value: rows / taken.one.wall, unit: 'rows/s' },
        },
        {
          what: 'SHAP 300 × depth 6 × 14: two threads',
          seconds: taken.two.wall,
          peakMb: null,
          rate: { value: rows / taken.two.wall, unit: 'rows/s' },
        },
      ],
      verdicts: [
        {
          what: 'SHAP, two threads over one',
          value: taken.one.wall / taken.two.wall,
          unit: '×',
          goal: { atLeast: 1.9 },
        },
        {
          what: 'SHAP, CPU time of two threads over one',
          value: taken.two.cpu / taken.one.cpu,
          unit: '×',
          goal: null,
        },
        { what: 'SHAP of one row, median', value: percentile(warm, 0.5), unit: 'ms', goal: { atMost: 0.08 } },
        { what: 'SHAP of one row, 99 of 100 within', value: percentile(warm, 0.99), unit: 'ms', goal: null },
      ],
    };
  },
};
