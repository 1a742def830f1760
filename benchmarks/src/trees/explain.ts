import { join } from 'node:path';
import { createScorer } from '@engage/trees';
import { createPool } from '@engage/trees/workers';
import type { Measurement, Verdict } from '../benchmark.ts';
import { ROOT, run } from '../measure.ts';
import { percentile } from './percentile.ts';
import {
  interleaved,
  largestDifference,
  officialLibrary,
  timed,
  type Group,
  type GroupOptions,
} from './group.ts';
import { modelOf, type ModelSpec } from './models.ts';
import { tableOf } from './tables.ts';

interface ExplainCase extends ModelSpec {
  readonly what: string;
  /** Rows that we explain, and the first of them that the library explains too. */
  readonly rows: number;
  readonly sample: number;
  readonly goal: number | null;
  /** Most MB that explaining may take; measured only where there is a goal. */
  readonly memoryGoal?: number;
}

const CASES: readonly ExplainCase[] = [
  {
    what: '300 × depth 6 × 14',
    rounds: 300,
    maxDepth: 6,
    columns: 14,
    rows: 131_072,
    sample: 800,
    goal: 300,
  },
  { what: '300 × depth 6 × 60', rounds: 300, maxDepth: 6, columns: 60, rows: 65_536, sample: 600, goal: 60 },
  {
    what: '50 × depth 10 × 14',
    rounds: 50,
    maxDepth: 10,
    columns: 14,
    rows: 65_536,
    sample: 600,
    goal: 150,
    memoryGoal: 256,
  },
  {
    what: '300 × depth 10 × 14, streamed',
    rounds: 300,
    maxDepth: 10,
    columns: 14,
    rows: 131_072,
    sample: 150,
    goal: null,
  },
];
/** Most difference of a contribution to the library's. */
const MOST_DIFFERENCE = 5e-6;
const SINGLE_ROWS = 3_000;

/** Exact SHAP values of many rows against the official library's, by CPU time; one row; two threads. */
export const explain: Group = {
  name: 'explain',
  async run(options) {
    const measurements: Measurement[] = [];
    const verdicts: Verdict[] = [];
    for (const one of CASES) {
      options.say(`SHAP, ${one.what}`);
      const result = await explainCase(one, options);
      measurements.push(...result.measurements);
      verdicts.push(...result.verdicts);
    }
    options.say('SHAP, two threads and one row');
    const more = await threadsAndOneRow(options);
    return {
      measurements: [...measurements, ...more.measurements],
      verdicts: [...verdicts, ...more.verdicts],
    };
  },
};

async function explainCase(one: ExplainCase, options: GroupOptions) {
  const { smoke, repeats } = options;
  const rows = smoke ? 64 : one.rows;
  const sample = smoke ? 16 : one.sample;
  const { bytes, file, forest } = await modelOf(one, options);
  const { matrix } = tableOf({ kind: 'numbers', rows, columns: one.columns, seed: 2 });
  const few = { ...matrix, rows: sample, values: matrix.values.subarray(0, sample * one.columns) };
  const library = await officialLibrary();
  try {
    const theirs = await library.load(bytes, 1);
    const expected = await theirs.explain(few);
    const scorer = createScorer(forest);
    const into = new Float32Array(rows * (one.columns + 1));
    const first = await timed(() =>
      scorer.explain({ ...few, rows: 1, values: few.values.subarray(0, one.columns) }),
    );
    scorer.explain(matrix, { into });
    const difference = largestDifference(into, expected);
    const taken = await interleaved(repeats, {
      ours: () => scorer.explain(matrix, { into }),
      xgboost: () => theirs.explain(few),
    });
    const [our, their] = [rows / taken.ours.cpu, sample / taken.xgboost.cpu];
    const perCpu = 'rows/CPU s';
    return {
      measurements: [
        {
          what: `SHAP ${one.what}: Engage`,
          seconds: taken.ours.cpu,
          peakMb: null,
          rate: { value: our, unit: perCpu },
          note: `${rows} rows, tables ready; the first row, with the tables made: ${first.wall.toFixed(2)} s`,
        },
        {
          what: `SHAP ${one.what}: XGBoost`,
          seconds: taken.xgboost.cpu,
          peakMb: null,
          rate: { value: their, unit: perCpu },
          note: `${sample} rows, one thread`,
        },
      ],
      verdicts: [
        {
          what: `SHAP ${one.what}, times XGBoost`,
          value: our / their,
          unit: '×',
          goal: one.goal === null ? null : { atLeast: one.goal },
        },
        {
          what: `SHAP ${one.what}, largest difference`,
          value: 1e6 * difference,
          unit: 'e-6',
          goal: { atMost: 1e6 * MOST_DIFFERENCE },
        },
        ...(one.memoryGoal === undefined
          ? []
          : [
              {
                what: `SHAP ${one.what}, memory added`,
                value: await memoryOf(file, rows, one.columns),
                unit: 'MB',
                goal: { atMost: one.memoryGoal },
              },
            ]),
      ],
    };
  } finally {
    await library.close();
  }
}

async function memoryOf(file: string, rows: number, columns: number): Promise<number> {
  const script = join(ROOT, 'benchmarks/src/trees/explain-memory.ts');
  const words = [script, file, String(rows), String(columns)];
  return Number(await run({ program: process.execPath, arguments: words }));
}

async function threadsAndOneRow(options: GroupOptions) {
  const { smoke, repeats } = options;
  const spec = CASES[0]!;
  const rows = smoke ? 512 : 4 * spec.rows;
  const { forest } = await modelOf(spec, options);
  const { matrix } = tableOf({ kind: 'numbers', rows, columns: spec.columns, seed: 3 });
  const into = new Float32Array(new SharedArrayBuffer(4 * rows * (spec.columns + 1)));
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
  const row = new Float32Array(spec.columns + 1);
  const millis: number[] = [];
  for (let k = 0; k < (smoke ? 20 : SINGLE_ROWS + 500); k++) {
    const at = (k % rows) * spec.columns;
    const single = { values: matrix.values.subarray(at, at + spec.columns), rows: 1, columns: spec.columns };
    const begin = performance.now();
    scorer.explain(single, { into: row });
    millis.push(performance.now() - begin);
  }
  const warm = millis.slice(smoke ? 1 : 500);
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
}
