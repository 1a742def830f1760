import { join } from 'node:path';
import { createScorer } from '@engage/trees';
import type { Measurement, Verdict } from '../benchmark.ts';
import { ROOT, run } from '../measure.ts';
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
  // Paths of more than ten features have no tables.
  { what: '20 × depth 12 × 60', rounds: 20, maxDepth: 12, columns: 60, rows: 16_384, sample: 300, goal: 1 },
  {
    what: '50 × depth 14 × 30, streamed',
    rounds: 50,
    maxDepth: 14,
    columns: 30,
    rows: 65_536,
    sample: 100,
    goal: 1,
  },
];
/** Most difference of a contribution to the library's. */
const MOST_DIFFERENCE = 5e-6;

/** Exact SHAP values of many rows against the official library's, by CPU time. */
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
    return { measurements, verdicts };
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
