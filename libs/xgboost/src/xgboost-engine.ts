import {
  EngineError,
  type Engine,
  type Matrix,
  type Scorer,
  type TrainedModel,
  type TrainRequest,
} from '@engage/engine';
import { letIdleThreadsSleep } from './native-memory.ts';
import { STOP } from './protocol.ts';
import { sharedMatrix, sharedRows } from './shared-rows.ts';
import { WorkerClient } from './worker-client.ts';

export interface XgboostOptions {
  /** XGBoost's shared library, as `findLibrary` finds it. */
  readonly libraryPath: string;
  /** The worker thread's file, where a bundle has put it elsewhere; by default beside this file. */
  readonly workerUrl?: URL;
}

/**
 * The official XGBoost library as an engine. All of its calls run in one worker thread, one after another;
 * matrices whose values lie in a SharedArrayBuffer reach it without a copy.
 *
 * @throws EngineError when the library cannot be loaded or has an unsupported version
 * @example
 * const engine = await createXgboostEngine({ libraryPath: findLibrary(process.env, '.native').path });
 */
export async function createXgboostEngine(options: XgboostOptions): Promise<Engine> {
  letIdleThreadsSleep();
  const workerUrl = options.workerUrl ?? defaultWorkerUrl();
  const start = (): WorkerClient => new WorkerClient(workerUrl, { libraryPath: options.libraryPath });
  const client = start();
  return new XgboostEngine(await client.ready, client, start);
}

class XgboostEngine implements Engine {
  readonly name = 'xgboost';
  readonly version: string;
  #client: WorkerClient;
  readonly #start: () => WorkerClient;
  #nextScorer = 1;
  #isClosed = false;

  constructor(version: string, client: WorkerClient, start: () => WorkerClient) {
    this.version = version;
    this.#client = client;
    this.#start = start;
  }

  async train(request: TrainRequest): Promise<TrainedModel> {
    const { onRound, signal, fit, tune, ...rest } = request;
    const order = { ...rest, fit: sharedRows(fit), ...(tune && { tune: sharedRows(tune) }) };
    if (order.fit.matrix.rows === 0) throw new EngineError('Expected rows to learn from, found none');
    const stopFlag = new Int32Array(new SharedArrayBuffer(4));
    const stop = (): void => void Atomics.store(stopFlag, 0, STOP);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    // A listener that throws stops the training, and its error is the caller's.
    const thrown: unknown[] = [];
    const tell = (round: Parameters<NonNullable<typeof onRound>>[0]): void => {
      try {
        if (thrown.length === 0) onRound?.(round);
      } catch (error) {
        thrown.push(error);
        stop();
      }
    };
    try {
      const model = await this.#worker().ask({ kind: 'train', order, stopFlag }, tell);
      if (thrown.length > 0) throw thrown[0];
      return model;
    } catch (error) {
      throw thrown.length > 0 ? thrown[0] : error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  async load(bytes: Uint8Array, threads: number): Promise<Scorer> {
    const scorer = this.#nextScorer++;
    // A copy, so that a caller who reuses the memory cannot change the model after a restart.
    const model = bytes.slice();
    let loadedBy: WorkerClient | null = null;
    let isClosed = false;
    const loaded = async (): Promise<WorkerClient> => {
      if (isClosed) throw new EngineError('Expected a model in use, found one that was closed');
      const client = this.#worker();
      if (loadedBy !== client) await client.ask({ kind: 'load', scorer, bytes: model, threads });
      loadedBy = client;
      return client;
    };
    await loaded();
    return {
      predict: async (matrix: Matrix, output) =>
        (await loaded()).ask({ kind: 'predict', scorer, matrix: sharedMatrix(matrix), output }),
      explain: async (matrix: Matrix) =>
        (await loaded()).ask({ kind: 'explain', scorer, matrix: sharedMatrix(matrix) }),
      close: async () => {
        if (isClosed) return;
        isClosed = true;
        if (loadedBy?.isAlive) await loadedBy.ask({ kind: 'unload', scorer });
      },
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client.close();
  }

  /** The worker thread, started anew when the last one broke. */
  #worker(): WorkerClient {
    if (this.#isClosed) throw new EngineError('Expected an engine in use, found one that was closed');
    if (!this.#client.isAlive) this.#client = this.#start();
    return this.#client;
  }
}

/** Sources run as they are; a bundle carries the worker as a file of its own beside it (README). */
function defaultWorkerUrl(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './worker.ts' : './xgboost-worker.mjs', import.meta.url);
}
