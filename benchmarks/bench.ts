/**
 * `npm run bench -- <name> [--json] [--customers N] [--repeats N] [--sample N]`: runs us and the peers in one go and
 * prints what both took, as ratios, with versions. Never part of the tests: a busy machine measures itself.
 */
import { keepWasmWrappers } from '@engage/runtime/keep-wasm-wrappers';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isReached, type BenchOptions, type Benchmark } from './src/benchmark.ts';
import { generate } from './src/generate.ts';
import { ROOT } from './src/measure.ts';
import { parquet } from './src/parquet.ts';
import { machine, screenOf } from './src/print.ts';
import { scale } from './src/scale.ts';
import { serve } from './src/serve.ts';
import { start } from './src/start.ts';
import { train } from './src/train.ts';
import { trees } from './src/trees/index.ts';

keepWasmWrappers();
/** Load above which a warning is due. */
const BUSY = 0.5;
const benchmarks: readonly Benchmark[] = [start, generate, train, parquet, scale, serve, trees];
const usage = [
  'Usage: npm run bench -- <name> [--json] [--customers N] [--repeats N] [--sample N] [--only GROUP] [--smoke]',
  '',
  ...benchmarks.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`),
  '',
  '  --customers N  how many customers (default 100000)',
  '  --repeats N    repetitions, of which the median counts (default 3)',
  '  --sample N     the Python default explains only N customers; the result says so and has no goal',
  '  --only GROUP   one group of a benchmark that has groups',
  '  --smoke        tiny sizes: whether everything runs and agrees; measures nothing',
].join('\n');

/** A whole number that was asked for, or an explanation on standard error and code 2. */
function whole(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  console.error(`Expected --${name} to be a whole number of at least 1, found "${text}"`);
  process.exit(2);
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    customers: { type: 'string', default: '100000' },
    repeats: { type: 'string', default: '3' },
    sample: { type: 'string' },
    only: { type: 'string' },
    smoke: { type: 'boolean', default: false },
  },
});
const benchmark = benchmarks.find(({ name }) => name === positionals[0]);
if (!benchmark) {
  console.error(usage);
  process.exit(2);
}
const options: BenchOptions = {
  customers: whole('customers', values.customers),
  repeats: whole('repeats', values.repeats),
  sample: values.sample === undefined ? null : whole('sample', values.sample),
  cache: join(ROOT, '.cache/bench'),
  say: (text) => console.error(text),
  ...(values.only !== undefined && { only: values.only }),
  smoke: values.smoke,
};
const where = machine();
// XGBoost's threads wait by spinning in Python, by sleeping in Engage: on a busy machine that alone is a factor of 5.
if (where.load > BUSY) options.say(`The machine is busy (load ${where.load}): its figures are no benchmark`);
const result = await benchmark.run(options);
if (values.json) {
  const { customers, repeats, sample } = options;
  const verdicts = result.verdicts.map((verdict) => ({ ...verdict, isReached: isReached(verdict) }));
  const date = new Date().toISOString();
  const settings = { benchmark: benchmark.name, customers, repeats, sample, date, machine: where };
  console.log(JSON.stringify({ ...settings, ...result, verdicts }, null, 2));
} else console.log(screenOf(benchmark.name, result, where));
