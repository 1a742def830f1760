import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseContract } from '@engage/schema';
import { median, type Benchmark, type BenchOptions, type Measurement } from './benchmark.ts';
import { engage, generated } from './engage.ts';
import type { LearnTask } from './learn-ours.ts';
import { measure, ROOT } from './measure.ts';
import { nodePeers } from './node-peers.ts';
import { pythonStack } from './python-stack.ts';

/** Trees that both sides grow: the Python default. */
const TREES = { rounds: 300, maxDepth: 6, learningRate: 0.1 } as const;
/** Customers whose predictions are explained: exact SHAP of 300 deep trees is slow. */
const EXPLAINED = 5_000;
/** Rows that ml-xgboost is given: it takes arrays of arrays, and far more of its time. */
const ML_XGBOOST_ROWS = 2_000;
const ML_XGBOOST_LIMIT_SECONDS = 300;

interface Side {
  readonly train: number[];
  readonly score: number[];
  readonly explain: number[];
  readonly margins: string;
}

/** The same trees on the same matrix, ours and Python's, and ml-xgboost at a size that it survives. */
export const train: Benchmark = {
  name: 'train',
  about: 'training, scoring and explaining the same 300 trees of depth 6 on the same matrix, against Python',
  async run(options) {
    const { cache, say, customers } = options;
    const python = await pythonStack(cache, say);
    const { task, rows, file } = await prepared(options);
    say('Engage: train, score, explain');
    const script = join(ROOT, 'benchmarks/src/learn-ours.ts');
    const our = await measure({ program: process.execPath, arguments: [script, file] }, cache);
    const ours = JSON.parse(our.stdout) as Side & { version: string };
    say('Python: train, score, explain');
    const params = {
      objective: 'reg:squarederror',
      tree_method: 'hist',
      ...{ max_depth: TREES.maxDepth, learning_rate: TREES.learningRate, nthread: task.threads, seed: 0 },
    };
    const theirTask = { ...task, rows, columns: task.names.length, rounds: TREES.rounds, params };
    const theirFile = join(cache, 'learn-python.json');
    writeFileSync(theirFile, JSON.stringify(theirTask));
    const their = await measure(
      { program: python.program, arguments: [join(ROOT, 'benchmarks/python/learn.py'), theirFile] },
      cache,
    );
    const theirs = JSON.parse(their.stdout) as Side;
    const peers = await nodePeers(cache, say);
    say(`ml-xgboost on ${ML_XGBOOST_ROWS} rows`);
    const small = await mlXgboost(peers.folder, task, options);
    const trained = median(theirs.train) / median(ours.train);
    return {
      measurements: [
        sideOf('Engage: train', ours.train, rows, our.peakMb),
        sideOf('Python: train', theirs.train, rows, their.peakMb),
        sideOf('Engage: score', ours.score, rows, null),
        sideOf('Python: score', theirs.score, rows, null),
        sideOf('Engage: explain exactly', ours.explain, Math.min(EXPLAINED, rows), null),
        sideOf('Python: explain exactly', theirs.explain, Math.min(EXPLAINED, rows), null),
        small,
      ],
      verdicts: [
        {
          what: 'Training time over Python’s, same trees',
          value: 1 / trained,
          unit: '×',
          goal: { atMost: 1.05 },
        },
        {
          what: 'Rows scored a second over Python’s',
          value: median(theirs.score) / median(ours.score),
          unit: '×',
          goal: { atLeast: 1 },
        },
        {
          what: 'Same margins, bit for bit (1 is yes)',
          value: Number(ours.margins === theirs.margins),
          unit: '',
          goal: null,
        },
      ],
      versions: {
        engine: `xgboost ${ours.version}`,
        Node: process.version,
        customers: String(customers),
        ...python.versions,
        ...peers.versions,
      },
    };
  },
};

/** A run whose features both sides learn from, and the task file of our side. */
async function prepared({ customers, repeats, cache, say }: BenchOptions) {
  const home = join(cache, `learn-${customers}`);
  if (!existsSync(join(home, 'runs/latest'))) {
    say(`Preparing ${customers} customers`);
    await generated(home, customers, cache);
    await measure(engage('run', '--home', home, '--explain', 'none'), cache);
  }
  const runId = readFileSync(join(home, 'runs/latest'), 'utf8').trim();
  const request = JSON.parse(readFileSync(join(home, 'runs', runId, 'request.json'), 'utf8')) as {
    contract: { text: string; name: string };
  };
  const contract = parseContract(request.contract.text, request.contract.name);
  const model = contract.models.find(({ task }) => task === 'regression') ?? contract.models[0]!;
  const prepare = JSON.parse(readFileSync(join(home, 'runs', runId, 'stages/Prepare.json'), 'utf8')) as {
    counts: { rowsKept: number };
  };
  const task: LearnTask = {
    home,
    features: `runs/${runId}/features/features.parquet`,
    names: model.features,
    target: `target_${model.name}`,
    matrix: join(cache, 'matrix.f32'),
    labels: join(cache, 'labels.f32'),
    trees: TREES,
    repeats,
    explained: EXPLAINED,
    threads: availableParallelism(),
    native: join(ROOT, '.native'),
  };
  const file = join(cache, 'learn-ours.json');
  writeFileSync(file, JSON.stringify(task));
  return { task, rows: prepare.counts.rowsKept, file };
}

function sideOf(what: string, seconds: readonly number[], rows: number, peakMb: number | null): Measurement {
  const middle = median(seconds);
  return { what, seconds: middle, peakMb, rate: { value: rows / middle, unit: 'rows/s' } };
}

async function mlXgboost(folder: string, task: LearnTask, { cache }: BenchOptions): Promise<Measurement> {
  const what = `ml-xgboost: train ${ML_XGBOOST_ROWS} rows, ${TREES.rounds} trees of depth ${TREES.maxDepth}`;
  const script = join(ROOT, 'benchmarks/peers/ml-xgboost.mjs');
  const words = [
    script,
    folder,
    task.matrix,
    task.labels,
    String(task.names.length),
    String(ML_XGBOOST_ROWS),
  ];
  try {
    const limitSeconds = ML_XGBOOST_LIMIT_SECONDS;
    const taken = await measure({ program: process.execPath, arguments: words, limitSeconds }, cache);
    const { seconds } = JSON.parse(taken.stdout.split('\n').at(-1)!) as { seconds: number };
    return {
      what,
      seconds,
      peakMb: taken.peakMb,
      rate: { value: ML_XGBOOST_ROWS / seconds, unit: 'rows/s' },
    };
  } catch (error) {
    return {
      what,
      seconds: Number.NaN,
      peakMb: null,
      note: `did not survive: ${String(error).slice(0, 200)}`,
    };
  }
}
