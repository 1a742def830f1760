/**
 * `node tools/parity/parity.ts DATA`: trains our engine and the official library on the same rows with the same
 * parameters: five seeds of each public table and of twenty generated ones with missing values, weights and categories.
 * Prints the differences on rows that neither has seen; fails when ours is worse than noise in a family of tables, or
 * when a table loses more than 0.005 of AUC or R².
 */
import type { TrainRequest } from '@engage/engine';
import { keepWasmWrappers } from '@engage/runtime/keep-wasm-wrappers';
import { createScorer } from '@engage/trees';
import { endIdleThreads, train } from '@engage/trees/train';
import { createXgboostEngine, findLibrary } from '@engage/xgboost';
import { existsSync } from 'node:fs';
import { encodingsOf, splitTable, type Encoding, type Split } from './encode.ts';
import { generatedTables } from './generated-tables.ts';
import { judge, TWEEDIE_POWER } from './judge.ts';
import { publicTables } from './public-tables.ts';
import type { Table } from './table.ts';
import { verdictOf, type Comparison, type Line } from './verdict.ts';

const SEEDS = [1, 2, 3, 4, 5];
const THREADS = 2;

keepWasmWrappers();
const data = process.argv[2];
if (data === undefined || !existsSync(data)) {
  console.error(`Expected the folder of the tables, found "${data ?? 'nothing'}"`);
  process.exit(2);
}

const engine = await createXgboostEngine({ libraryPath: findLibrary(process.env, '.native').path });
const spent = { ours: 0, theirs: 0 };
const comparisons: Comparison[] = [];
for (const table of [...publicTables(data), ...generatedTables()])
  for (const encoding of encodingsOf(table))
    for (const seed of SEEDS) comparisons.push(await compare(table, encoding, seed));
await engine.close();
await endIdleThreads();

const { families, tables } = verdictOf(comparisons);
print('AUC, R² or explained share of deviance, ours less the official library’s', tables);
print('Loss over that of a constant, ours less the official library’s (above 0 is worse)', families);
console.log(`Training took ${spent.ours.toFixed(1)} s, the official library ${spent.theirs.toFixed(1)} s`);
process.exitCode = [...families, ...tables].every(({ isGood }) => isGood) ? 0 : 1;

async function compare(table: Table, encoding: Encoding, seed: number): Promise<Comparison> {
  const isGenerated = table.name.startsWith('generated');
  // Many rows to judge by, where rows are free: less noise.
  const split = splitTable(table, encoding, seed, isGenerated ? 0.5 : 0.2);
  const request: TrainRequest = {
    objective: table.objective,
    params: {
      rounds: isGenerated ? 100 : 60,
      maxDepth: isGenerated ? 4 : 6,
      learningRate: isGenerated ? 0.1 : 0.15,
      tweediePower: TWEEDIE_POWER,
      // Rows are drawn where the table is generated: draws differ between the engines, so they add noise.
      ...(isGenerated && { rowSample: 0.8 }),
    },
    fit: split.fit,
    seed,
    threads: THREADS,
  };
  const ours = judgeMargins(table, split, await oursOn(request, split));
  const theirs = judgeMargins(table, split, await theirsOn(request, split));
  return {
    family: `${table.objective}, ${encoding}`,
    table: table.name,
    seed,
    lossDifference: ours.loss - theirs.loss,
    scoreDifference: ours.score - theirs.score,
    isSteady: table.objective === 'logistic' || table.objective === 'squared-error',
  };
}

function judgeMargins({ objective }: Table, { test }: Split, margins: Float32Array) {
  return judge(objective, test.labels, margins, test.weights);
}

async function oursOn(request: TrainRequest, { test }: Split): Promise<Float32Array> {
  const begin = performance.now();
  const { forest } = await train(request);
  spent.ours += (performance.now() - begin) / 1000;
  return createScorer(forest).predict(test.matrix);
}

async function theirsOn(request: TrainRequest, { test }: Split): Promise<Float32Array> {
  const begin = performance.now();
  const { bytes } = await engine.train(request);
  spent.theirs += (performance.now() - begin) / 1000;
  const scorer = await engine.load(bytes, THREADS);
  const margins = await scorer.predict(test.matrix, 'margin');
  await scorer.close();
  return margins;
}

function print(title: string, lines: readonly Line[]): void {
  console.log(`\n${title}`);
  for (const { name, runs, mean, standardError, isGood } of lines) {
    const sign = mean < 0 ? '−' : '+';
    const figure = `${sign}${Math.abs(mean).toFixed(5)} ± ${standardError.toFixed(5)}`;
    console.log(`  ${name.padEnd(48)} ${figure}  (${runs} runs)${isGood ? '' : '  worse'}`);
  }
}
