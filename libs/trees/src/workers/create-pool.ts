import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { viewRows, type RowView } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import { described, isWhole } from '../checks/refuse.ts';
import { checkEngine, treesOf } from '../score/create-engine.ts';
import type { ScorerOptions, TreeRange } from '../score/engine.ts';
import { findReasons, groupsOf } from '../score/top-reasons.ts';
import { expectRoom, resultBuffer } from '../score/result-buffer.ts';
import { checkOutput } from '../score/tree-scorer.ts';
import { TreesError } from '../trees-error.ts';
import type { JobOptions, PooledScorer } from './pooled-scorer.ts';
import { BLOCK_ROWS, COUNTERS, STOP, type Job, type Reply, type Request, type Task } from './protocol.ts';
import { isShared, sharedDoubles, sharedFloats, sharedInts, toShared } from './shared-memory.ts';

export interface PoolOptions {
  /** As many as the machine runs at once by default. */
  readonly threads?: number;
  /** The worker thread's file, where a bundle has put it elsewhere; by default beside this file. */
  readonly workerUrl?: URL;
}

const MOST_THREADS = 1024;

/** Threads that score models together. */
export interface Pool {
  readonly threads: number;
  /** False once it was closed, or a thread broke. */
  readonly isOpen: boolean;
  /** Gives a model to all threads; they build its tables when they first need them. */
  load(forest: Forest, options?: ScorerOptions): PooledScorer;
  /** Ends the threads; jobs that run are rejected. */
  close(): Promise<void>;
}

/**
 * Starts threads, which keep the process alive only while a job runs.
 *
 * @throws RangeError when the number of threads is no whole number above 0
 * @example
 * const pool = createPool({ threads: 2 });
 * const contributions = await pool.load(forest).explain(rows, { onProgress: ({ rows, total }) => show(rows / total) });
 * await pool.close();
 */
export function createPool(options: PoolOptions = {}): Pool {
  const threads = options.threads ?? availableParallelism();
  if (!isWhole(threads, 1, MOST_THREADS))
    throw new RangeError(`Expected 1 to ${MOST_THREADS} threads, found ${described(threads)}`);
  const crew = new Crew(threads, options.workerUrl ?? defaultWorkerUrl());
  let nextModel = 1;
  return {
    threads,
    get isOpen() {
      return crew.isOpen;
    },
    load(forest, scorerOptions = {}) {
      checkEngine(forest, scorerOptions.memoryBudgetBytes);
      const model = nextModel++;
      crew.tell({ kind: 'load', model, forest, options: scorerOptions });
      return pooledScorer(crew, forest, model);
    },
    close: () => crew.close(),
  };
}

function pooledScorer(crew: Crew, forest: Forest, model: number): PooledScorer {
  const run = (view: RowView, range: TreeRange, task: Task, options: JobOptions): Promise<void> =>
    crew.run({ model, view: { ...view, values: toShared(view.values) }, range, task }, options);
  return {
    async predict(rows, { output = 'margin', rounds, into, ...options } = {}) {
      checkOutput(output);
      const view = viewRows(rows, forest.features);
      const range = treesOf(forest, rounds);
      const length = rows.rows * (output === 'leaf' ? range[1] - range[0] : forest.outputs);
      return inShared(length, into, (shared) =>
        run(view, range, { kind: 'predict', output, into: shared }, options),
      );
    },
    async explain(rows, { rounds, into, ...options } = {}) {
      refuseOption(options, 'background', 'interventional values are createScorer’s, on one thread');
      const view = viewRows(rows, forest.features);
      const length = rows.rows * forest.outputs * (forest.features + 1);
      return inShared(length, into, (shared) =>
        run(view, treesOf(forest, rounds), { kind: 'explain', into: shared }, options),
      );
    },
    async reasons(rows, k, { signal, onProgress, ...options } = {}) {
      refuseOption(options, 'onRow', 'a listener cannot be called across threads; createScorer’s can');
      const view = viewRows(rows, forest.features);
      // Refuses what does not fit before any thread starts.
      findReasons(forest, { ...view, rows: 0 }, k, { ...options, referenceOf: [] });
      const groups = groupsOf(forest.features, options.groupOf);
      const blocks = Math.ceil(rows.rows / BLOCK_ROWS);
      const length = rows.rows * k;
      const into = {
        rows: rows.rows,
        k,
        group: sharedInts(length),
        feature: sharedInts(length),
        contribution: sharedFloats(length),
        difference: sharedFloats(length),
      };
      const magnitudes = sharedDoubles(blocks * groups);
      await run(
        view,
        treesOf(forest),
        { kind: 'reasons', k, options, into, magnitudes },
        watchOf(signal, onProgress),
      );
      const meanMagnitude = new Float64Array(groups);
      magnitudes.forEach((sum, i) => (meanMagnitude[i % groups]! += sum));
      return { ...into, meanMagnitude: meanMagnitude.map((sum) => sum / Math.max(1, rows.rows)) };
    },
    close: () => crew.tell({ kind: 'unload', model }),
  };
}

/** @throws TypeError for an option that only a scorer of one thread has */
function refuseOption(options: object, name: string, why: string): void {
  const value = (options as Readonly<Record<string, unknown>>)[name];
  if (value !== undefined)
    throw new TypeError(`Expected no option "${name}" for a pool, found ${described(value)}; ${why}`);
}

function watchOf(signal: JobOptions['signal'], onProgress: JobOptions['onProgress']): JobOptions {
  return { ...(signal && { signal }), ...(onProgress && { onProgress }) };
}

/** Has a result written to shared memory, and from there to the caller's buffer when that lies elsewhere. */
async function inShared(
  length: number,
  into: Float32Array | undefined,
  write: (shared: Float32Array) => Promise<void>,
): Promise<Float32Array> {
  if (into === undefined) expectRoom(length);
  else resultBuffer(into, length);
  const shared = into !== undefined && isShared(into) ? into : sharedFloats(length);
  await write(shared);
  if (into === undefined || into === shared) return shared;
  into.set(shared);
  return into;
}

interface Running {
  readonly total: number;
  readonly options: JobOptions;
  done: number;
  rows: number;
  error: unknown;
  settle(): void;
}

/** The worker threads and the jobs that they run. */
class Crew {
  readonly #workers: Worker[];
  readonly #running = new Map<number, Running>();
  #nextJob = 1;
  #ended: TreesError | null = null;

  constructor(threads: number, workerUrl: URL) {
    this.#workers = Array.from({ length: threads }, () => {
      const worker = new Worker(workerUrl, { name: 'trees' });
      worker.on('message', (reply: Reply) => this.#hear(reply));
      worker.on('error', (error) =>
        this.#end(new TreesError('A thread that scores rows broke', { cause: error })),
      );
      worker.on('exit', (code) =>
        this.#end(new TreesError(`A thread that scores rows ended with code ${code}`)),
      );
      worker.unref();
      return worker;
    });
  }

  get isOpen(): boolean {
    return this.#ended === null;
  }

  tell(request: Request): void {
    if (this.#ended) throw this.#ended;
    for (const worker of this.#workers) worker.postMessage(request);
  }

  async run(job: Omit<Job, 'id' | 'threads' | 'counters'>, options: JobOptions): Promise<void> {
    options.signal?.throwIfAborted();
    const id = this.#nextJob++;
    const counters = sharedInts(COUNTERS);
    const stop = (): void => void Atomics.store(counters, STOP, 1);
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      for (const worker of this.#workers) worker.ref();
      await new Promise<void>((resolve, reject) => {
        const running: Running = {
          total: job.view.rows,
          options,
          done: 0,
          rows: 0,
          error: null,
          settle: () => (running.error === null ? resolve() : reject(running.error)),
        };
        this.#running.set(id, running);
        this.tell({ kind: 'run', job: { ...job, id, threads: this.#workers.length, counters } });
      });
      options.signal?.throwIfAborted();
    } finally {
      options.signal?.removeEventListener('abort', stop);
      this.#running.delete(id);
      if (this.#running.size === 0) for (const worker of this.#workers) worker.unref();
    }
  }

  async close(): Promise<void> {
    // Threads keep no process alive, but this promise has to.
    for (const worker of this.#workers) worker.ref();
    this.#end(new TreesError('Expected a pool in use, found one that was closed'));
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #hear(reply: Reply): void {
    const running = this.#running.get(reply.id);
    if (running === undefined) return;
    if (reply.kind === 'progress') {
      running.rows += reply.rows;
      try {
        running.options.onProgress?.({ rows: running.rows, total: running.total });
      } catch (error) {
        running.error ??= error;
      }
      return;
    }
    if (reply.kind === 'failed')
      // A class does not pass from thread to thread.
      running.error ??= reply.isRefusal
        ? new TreesError(reply.error.message, { cause: reply.error.cause })
        : reply.error;
    running.done += 1;
    if (running.done === this.#workers.length) running.settle();
  }

  /** The others end too when one breaks: nobody writes to a caller's memory after the job was rejected. */
  #end(error: TreesError): void {
    if (this.#ended === null) for (const worker of this.#workers) void worker.terminate();
    this.#ended ??= error;
    for (const running of this.#running.values()) {
      running.error ??= this.#ended;
      running.settle();
    }
  }
}

/** Sources, and the package that is made of them, have the worker beside this file; a bundle carries it as a file of its own. */
function defaultWorkerUrl(): URL {
  const ending = /\/src\/workers\/create-pool\.(ts|js)$/.exec(import.meta.url)?.[1];
  return new URL(ending ? `./worker.${ending}` : './trees-worker.mjs', import.meta.url);
}
