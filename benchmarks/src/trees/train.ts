import { join } from 'node:path';
import { median, type Measurement, type Verdict } from '../benchmark.ts';
import { measure, ROOT } from '../measure.ts';
import type { Group, GroupOptions } from './group.ts';
import { CATEGORY_COLUMNS, ONE_HOT_COLUMNS, type TableSpec } from './tables.ts';
import type { Trained, TrainTask } from './train-once.ts';

interface TrainCase {
  readonly what: string;
  readonly table: TableSpec;
  readonly rounds: number;
  readonly threads: readonly number[];
  /** Most of our time over the library's. */
  readonly goal: number | null;
  /** Whether our peak of memory has the library's for a goal. */
  readonly hasMemoryGoal?: boolean;
}

const table = (kind: TableSpec['kind'], rows: number, columns: number): TableSpec => ({
  kind,
  rows,
  columns,
  seed: 1,
});
const CASES: readonly TrainCase[] = [
  {
    what: '100,000 × 14, 300 × depth 6',
    table: table('numbers', 100_000, 14),
    rounds: 300,
    threads: [1, 2],
    goal: 0.6,
  },
  {
    what: '1,000,000 × 14, 100 × depth 6',
    table: table('numbers', 1_000_000, 14),
    rounds: 100,
    threads: [1, 2],
    goal: 0.55,
    hasMemoryGoal: true,
  },
  {
    what: `100,000 × ${ONE_HOT_COLUMNS} one-hot, 100 × depth 6`,
    table: table('one-hot', 100_000, ONE_HOT_COLUMNS),
    rounds: 100,
    threads: [1],
    goal: 0.9,
  },
  {
    what: '100,000 × 12 with categories, 100 × depth 6',
    table: table('categories', 100_000, CATEGORY_COLUMNS),
    rounds: 100,
    threads: [1],
    goal: null,
  },
];
const DEPTH = 6;
/** Most difference of the two sides' log losses: a sanity check, which four trees on 3,000 rows pass; quality has tests. */
const MOST_LOSS = 0.01;
/** How long GNU's OpenMP looks for work before it sleeps when nobody says: its default. */
const DEFAULT_WAITING = { GOMP_SPINCOUNT: '300000' };

/** Training, binning included, against the official library with idle threads that sleep and that wait as by default. */
export const train: Group = {
  name: 'train',
  async run(options) {
    const measurements: Measurement[] = [];
    const verdicts: Verdict[] = [];
    for (const one of CASES)
      for (const threads of one.threads) {
        options.say(`Training, ${one.what}, ${threads} thread${threads > 1 ? 's' : ''}`);
        const result = await trainCase(one, threads, options);
        measurements.push(...result.measurements);
        verdicts.push(...result.verdicts);
      }
    return { measurements, verdicts };
  },
};

async function trainCase(one: TrainCase, threads: number, options: GroupOptions) {
  const { smoke, repeats } = options;
  const size = smoke
    ? { table: { ...one.table, rows: 3_000 }, rounds: 4 }
    : { table: one.table, rounds: one.rounds };
  const task = (side: TrainTask['side']): TrainTask => ({ side, maxDepth: DEPTH, threads, ...size });
  const sides = [
    { name: 'Engage', task: task('ours'), env: {} },
    { name: 'XGBoost', task: task('xgboost'), env: {} },
    // A single thread waits for nobody.
    ...(threads > 1
      ? [{ name: 'XGBoost, default waiting', task: task('xgboost'), env: DEFAULT_WAITING }]
      : []),
  ];
  const taken = sides.map(() => [] as (Trained & { peakMb: number })[]);
  for (let k = 0; k < repeats; k++)
    for (const [which, side] of sides.entries()) taken[which]!.push(await once(side.task, side.env, options));
  const label = `Train ${one.what}, ${threads} thread${threads > 1 ? 's' : ''}`;
  const middle = taken.map((runs) => ({
    wall: median(runs.map(({ wall }) => wall)),
    cpu: median(runs.map(({ cpu }) => cpu)),
    peakMb: median(runs.map(({ peakMb }) => peakMb)),
    loss: runs[0]!.loss,
  }));
  const our = middle[0]!;
  if (Math.abs(our.loss - middle[1]!.loss) > MOST_LOSS)
    throw new Error(`Expected the losses of ${label} to be alike, found ${our.loss} and ${middle[1]!.loss}`);
  const measurements: Measurement[] = sides.map(({ name }, which) => {
    const { wall, cpu, peakMb, loss } = middle[which]!;
    return {
      what: `${label}: ${name}`,
      seconds: wall,
      peakMb,
      note: `${cpu.toFixed(2)} CPU s, log loss ${loss.toFixed(5)}`,
    };
  });
  const verdicts: Verdict[] = middle.slice(1).flatMap((their, k) => {
    const over = sides[k + 1]!.name;
    return [
      {
        what: `${label}, time over ${over}`,
        value: our.wall / their.wall,
        unit: '×',
        goal: one.goal === null ? null : { atMost: one.goal },
      },
      { what: `${label}, CPU time over ${over}`, value: our.cpu / their.cpu, unit: '×', goal: null },
    ];
  });
  if (one.hasMemoryGoal)
    verdicts.push({
      what: `${label}, peak memory over XGBoost`,
      value: our.peakMb / middle[1]!.peakMb,
      unit: '×',
      goal: { atMost: 1 },
    });
  return { measurements, verdicts };
}

async function once(task: TrainTask, env: Readonly<Record<string, string>>, { cache }: GroupOptions) {
  const script = join(ROOT, 'benchmarks/src/trees/train-once.ts');
  const words = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const { stdout, peakMb } = await measure(
    { program: 'env', arguments: [...words, process.execPath, script, JSON.stringify(task)] },
    cache,
  );
  return { ...(JSON.parse(stdout) as Trained), peakMb };
}
