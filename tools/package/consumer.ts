/**
 * What somebody does with the package: trains on two threads, scores on one and on two, and prints digests of what came
 * out. check.ts runs it from the sources, the installed package and a bundle, and compiles it against the package's types.
 */
import {
  createScorer,
  readForest,
  TreesError,
  writeForest,
  type DenseRows,
  type Forest,
} from '@engage/trees';
import { endIdleThreads, train, type TrainRequest, type TrainRound } from '@engage/trees/train';
import { createPool, type Pool } from '@engage/trees/workers';

const [rows, columns] = [3000, 4];
const values = Float32Array.from({ length: rows * columns }, (_, at) =>
  at % 31 === 0 ? NaN : (at * 7919) % [101, 13, 7, 997][at % columns]!,
);
const labels = Float32Array.from({ length: rows }, (_, row) => {
  const [first = 0, second = 0] = values.subarray(row * columns, row * columns + 2);
  return Number(first > 50 ? second > 3 : row % 5 === 0);
});
const names = ['first', 'second', 'third', 'fourth'];
const rounds: TrainRound[] = [];
const request: TrainRequest = {
  objective: 'logistic',
  params: { rounds: 20, maxDepth: 4, learningRate: 0.3 },
  fit: { matrix: { values, rows, columns, names, categorical: names.map(() => false) }, labels },
  seed: 7,
  threads: 2,
  onRound: (round) => void rounds.push(round),
};
const trained = await train(request);
await endIdleThreads();
const model: Uint8Array = writeForest(trained.forest);
console.log(`model after ${rounds.length} rounds`, await digestOf(model));

const forest: Forest = readForest(model);
const dense: DenseRows = { values, rows, columns };
const scorer = createScorer(forest);
console.log('one thread', await digestOf(scorer.explain(dense)), await digestOf(scorer.predict(dense)));

const pool: Pool = createPool({ threads: 2 });
const pooled = pool.load(forest);
const [contributions, margins] = [await pooled.explain(dense), await pooled.predict(dense)];
console.log('two threads', await digestOf(contributions), await digestOf(margins));
console.log('reasons', await digestOf((await pooled.reasons(dense, 2)).contribution));
await pool.close();

try {
  readForest(Uint8Array.of(1, 2, 3));
} catch (error) {
  console.log('refused', error instanceof TreesError);
}

async function digestOf(data: Uint8Array | Float32Array): Promise<string> {
  const copy = Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', copy));
  return [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
