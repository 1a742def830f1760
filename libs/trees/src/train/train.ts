import * as P from '../../kernel/boost/plan.ts';
import { hasSimd } from '../kernel/runtime.ts';
import { TreesError } from '../trees-error.ts';
import { boostModule } from './boost-kernel.ts';
import { checkGrowth } from './check-growth.ts';
import { checkRequest } from './check-request.ts';
import { bestRoundOf } from './early-stopping.ts';
import { OBJECTIVES } from './objectives.ts';
import { asFields, described, refuse } from '../checks/refuse.ts';
import type { Growth, GrowthOrder } from './protocol.ts';
import { readTree } from './grown-tree.ts';
import { toForest } from './to-forest.ts';
import type { TrainRequest, TrainRound } from './train-request.ts';
import type { TrainedForest } from './trained-forest.ts';
import { TrainingCrew } from './training-crew.ts';
import { TrainingMemory } from './training-memory.ts';

/** How training works; the model is the same. */
export interface TrainOptions {
  /** Where the threads' file lies, where a bundle has put it elsewhere. */
  readonly workerUrl?: URL;
  /** Whether the kernel uses SIMD; by default where the runtime has it. */
  readonly simd?: boolean;
}

/**
 * Trains gradient boosted trees on histograms (Chen & Guestrin 2016; Ke et al. 2017), in threads of its own. The model is
 * the same, byte for byte, for any number of threads and on any machine: gradients are whole numbers, whose sums do not
 * depend on their order.
 *
 * Labels are at most 1e15 in magnitude, weights in [0, 1e12] with one of at least 1e-12; for squared errors weight × label²
 * of all rows adds up to at most 1e37. Within these limits no gradient or sum overflows where boosting starts; a model whose
 * steps run away later is refused.
 *
 * @throws TreesError when the request cannot be trained (a field that is missing, wrong or not known, arrays that do not
 *   fit each other, more than 4 GB), when its steps ran away or a thread broke, or when it was aborted
 * @example
 * const { forest, history } = await train({ objective: 'logistic', params: { rounds: 300, maxDepth: 6, learningRate: 0.1 },
 *   fit, tune, patience: 20, seed: 7, threads: 2 });
 */
export async function train(request: TrainRequest, options: TrainOptions = {}): Promise<TrainedForest> {
  checkRequest(request);
  checkOptions(options);
  const { params, objective, tune, signal } = request;
  const abort = new Int32Array(new SharedArrayBuffer(4));
  const stop = (): void => void Atomics.store(abort, 0, 1);
  if (signal?.aborted) throw stopped(0, params.rounds, signal);
  const memory = new TrainingMemory(request);
  const order: GrowthOrder = {
    rounds: params.rounds,
    columnSample: params.columnSample ?? 1,
    seed: request.seed,
    hasTune: (tune?.matrix.rows ?? 0) > 0,
    isWatched: request.onRound !== undefined,
    patience: request.patience ?? null,
    objective,
    abort,
  };
  const crew = new TrainingCrew(request.threads, options.workerUrl ?? defaultWorkerUrl());
  signal?.addEventListener('abort', stop, { once: true });
  // A listener that throws stops the training, and its error is the caller's.
  const thrown: unknown[] = [];
  const onRound = (round: TrainRound): void => {
    try {
      if (thrown.length === 0) request.onRound?.(round);
    } catch (error) {
      thrown.push(error);
      stop();
    }
  };
  try {
    crew.begin({ module: boostModule(options.simd ?? hasSimd()), memory: memory.memory, order });
    for (let begin = 0; begin < request.fit.matrix.columns && !signal?.aborted;) {
      begin = memory.stage(begin);
      await crew.take('bin');
    }
    if (signal?.aborted) throw stopped(0, params.rounds, signal);
    memory.layOutGrowth();
    await crew.take('pack');
    const growth = await crew.take('grow', onRound);
    if (thrown.length > 0) throw thrown[0];
    if (!growth) throw new TreesError('Expected trees from the first thread, found none');
    if (signal?.aborted) throw stopped(growth.trees.length, params.rounds, signal);
    return finished(request, memory, growth);
  } finally {
    signal?.removeEventListener('abort', stop);
    await crew.end();
  }
}

/** @throws TreesError */
function checkOptions(given: unknown): void {
  const { workerUrl, simd } = asFields('the options', 'to be an object', given, 'leave them out');
  if (workerUrl !== undefined && !(workerUrl instanceof URL))
    refuse('workerUrl', 'to be a URL', described(workerUrl), 'give new URL(…), or leave it out');
  if (simd !== undefined && typeof simd !== 'boolean')
    refuse('simd', 'to be a boolean', described(simd), 'give one, or leave it out');
}

function finished(request: TrainRequest, memory: TrainingMemory, { trees, history }: Growth): TrainedForest {
  const best = request.patience === undefined ? 0 : bestRoundOf(history);
  const rounds = best > 0 ? best : trees.length;
  const edges = memory.word(P.EDGES);
  const maxBins = memory.word(P.MAX_BINS);
  const edgesOf = request.fit.matrix.names.map((_, column) =>
    memory.floats(edges + 4 * column * maxBins, memory.column(column, P.COLUMN_BINS)),
  );
  const forest = toForest(request, memory.baseScore, trees.slice(0, rounds).map(readTree), {
    edges: (column) => edgesOf[column]!,
    recodings: memory.recodings,
  });
  // Rounds after the best one moved the margins too, so they tell nothing of a model that stopped early.
  const isWhole = rounds === trees.length;
  checkGrowth(forest, memory.floats(memory.word(P.MARGINS), isWhole ? request.fit.matrix.rows : 0));
  const metric = history.length > 0 ? OBJECTIVES[request.objective].metric(request.params) : '';
  return { forest, rounds, metric, history };
}

function stopped(round: number, rounds: number, signal: AbortSignal): TreesError {
  return new TreesError(`Training was stopped after round ${round} of ${rounds}`, { cause: signal.reason });
}

/**
 * Sources, and the package that is made of them, have the worker beside this file; a bundle carries it as a file of its
 * own. Folders are compared too, since a bundle may well be called train.js.
 */
function defaultWorkerUrl(): URL {
  const ending = /\/src\/train\/train\.(ts|js)$/.exec(import.meta.url)?.[1];
  return new URL(ending ? `./train-worker.${ending}` : './trees-train-worker.mjs', import.meta.url);
}
