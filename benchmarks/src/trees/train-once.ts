/**
 * Trains once in a process of its own and prints what that took as JSON: `train-once.ts <task as JSON>`. A process of its
 * own, because how the library's idle threads wait is settled when it is loaded, and for the peak of its memory.
 */
import { predictPlainly, readForest } from '@engage/trees';
import { train } from '@engage/trees/train';
import { officialLibrary, timed } from './group.ts';
import { logLoss, tableOf, type TableSpec } from './tables.ts';

/** What is trained, by whom. */
export interface TrainTask {
  readonly side: 'ours' | 'xgboost';
  readonly table: TableSpec;
  readonly rounds: number;
  readonly maxDepth: number;
  readonly threads: number;
}

/** Seconds from rows to a model, binning included, and the loss on other rows. */
export interface Trained {
  readonly wall: number;
  readonly cpu: number;
  readonly loss: number;
}

const TEST_ROWS = 20_000;

const task = JSON.parse(process.argv[2] ?? '') as TrainTask;
const request = {
  objective: 'logistic',
  params: { rounds: task.rounds, maxDepth: task.maxDepth, learningRate: 0.1 },
  fit: tableOf(task.table),
  seed: 7,
  threads: task.threads,
} as const;
const { forest, wall, cpu } = task.side === 'ours' ? await ours() : await theirs();
const test = tableOf({
  ...task.table,
  rows: Math.min(TEST_ROWS, task.table.rows),
  seed: task.table.seed + 1,
});
const loss = logLoss(predictPlainly(forest, test.matrix), test.labels);
console.log(JSON.stringify({ wall, cpu, loss } satisfies Trained));

async function ours() {
  const { result, ...taken } = await timed(() => train(request));
  return { forest: result.forest, ...taken };
}

async function theirs() {
  const library = await officialLibrary();
  const { result, ...taken } = await timed(() => library.train(request));
  await library.close();
  return { forest: readForest(result.bytes), ...taken };
}
