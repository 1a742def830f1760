/**
 * Our side of the benchmark of learning, as a process of its own: `node learn-ours.ts TASK.json`. Reads the features
 * of a run, writes them as raw floats for Python, trains, scores and explains, and prints the seconds.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createFolderStore, createTableReader } from '@engage/adapters';
import { rowsOf, type Matrix, type TreeParams } from '@engage/engine';
import { createXgboostEngine, findLibrary } from '@engage/xgboost';

/** What both sides are told. */
export interface LearnTask {
  readonly home: string;
  readonly features: string;
  readonly names: readonly string[];
  readonly target: string;
  readonly matrix: string;
  readonly labels: string;
  readonly trees: TreeParams;
  readonly repeats: number;
  readonly explained: number;
  readonly threads: number;
  readonly native: string;
}

const task = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as LearnTask;
const reader = createTableReader(createFolderStore(task.home));
const { values, rows } = await reader.matrix(task.features, task.names);
const labels = Float32Array.from(await reader.numbers(task.features, task.target));
writeFileSync(task.matrix, values);
writeFileSync(task.labels, labels);

const { names } = task;
const matrix: Matrix = { values, rows, columns: names.length, names, categorical: names.map(() => false) };
const engine = await createXgboostEngine({ libraryPath: findLibrary({}, task.native).path });
const train: number[] = [];
const score: number[] = [];
let bytes = new Uint8Array();
for (let k = 0; k < task.repeats; k++) {
  const begin = performance.now();
  const fit = { matrix, labels };
  const request = {
    objective: 'squared-error' as const,
    params: task.trees,
    fit,
    seed: 0,
    threads: task.threads,
  };
  bytes = (await engine.train(request)).bytes as Uint8Array<ArrayBuffer>;
  train.push((performance.now() - begin) / 1000);
}
const scorer = await engine.load(bytes, task.threads);
for (let k = 0; k < task.repeats; k++) {
  const begin = performance.now();
  await scorer.predict(matrix, 'value');
  score.push((performance.now() - begin) / 1000);
}
const some = rowsOf(matrix, 0, Math.min(task.explained, rows));
const begin = performance.now();
await scorer.explain(some);
const explain = [(performance.now() - begin) / 1000];
const margins = createHash('sha256')
  .update(await scorer.predict(some, 'margin'))
  .digest('hex');
await engine.close();
process.stdout.write(JSON.stringify({ rows, version: engine.version, train, score, explain, margins }));
