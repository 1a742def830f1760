/** Prints one line of SHA-256 for each thing that the tree engine computes: the same on every processor. */
import { createHash } from 'node:crypto';
import { createScorer, writeForest, type Output } from '@engage/trees';
import { endIdleThreads, train, type Objective } from '@engage/trees/train';
import { labelledRows } from '../../libs/trees/src/testing/labelled-rows.ts';
import { randomForest, randomRows } from '../../libs/trees/src/testing/random-forest.ts';

const ROWS = 300;
const FORESTS = [
  { name: 'depth 6', features: 14, rounds: 20, maxDepth: 6 },
  {
    name: 'categories, classes and DART',
    features: 9,
    rounds: 4,
    maxDepth: 5,
    outputs: 3,
    categorical: [1, 4],
    dart: true,
  },
  { name: 'several panels', features: 40, rounds: 10, maxDepth: 5 },
  { name: 'deep', features: 12, rounds: 2, maxDepth: 12 },
];

for (const { name, ...options } of FORESTS) {
  const forest = randomForest({ seed: 11, ...options });
  const rows = {
    values: randomRows(forest, { seed: 12, rows: ROWS, missing: 0.1 }),
    rows: ROWS,
    columns: forest.features,
  };
  const scorer = createScorer(forest);
  for (const output of ['margin', 'leaf'] satisfies Output[])
    print(`${name}: ${output}`, scorer.predict(rows, { output }));
  print(`${name}: Shapley values`, scorer.explain(rows));
  const reasons = scorer.reasons(rows, 3);
  print(`${name}: groups of reasons`, reasons.group);
  print(`${name}: contributions of reasons`, reasons.contribution);
}

for (const objective of ['squared-error', 'logistic', 'tweedie', 'poisson'] satisfies Objective[])
  for (const threads of [1, 2]) {
    const { forest } = await train({
      objective,
      params: { rounds: 8, maxDepth: 4, learningRate: 0.3, rowSample: 0.8, columnSample: 0.7 },
      fit: labelledRows({ seed: 13, rows: 1500, objective, missing: 0.1, weighted: true, categories: 30 }),
      seed: 7,
      threads,
    });
    print(`${objective}: trained, threads ${threads}`, writeForest(forest));
  }
await endIdleThreads();

function print(name: string, { buffer, byteOffset, byteLength }: ArrayBufferView): void {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  console.log(`${createHash('sha256').update(bytes).digest('hex')}  ${name}`);
}
