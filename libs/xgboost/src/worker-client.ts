import { EngineError, type Round } from '@engage/engine';
import { Worker } from 'node:worker_threads';
import type { Answers, Question, Reply, WorkerSetup } from './protocol.ts';

interface Pending {
  resolve(answer: Answers[keyof Answers]): void;
  reject(error: Error): void;
  onRound?(round: Round): void;
}

/**
 * The main thread's end of one worker thread: questions in, answers out, in the order asked. Keeps the process
 * alive only while an answer is outstanding.
 */
export class WorkerClient {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  /** Why no more questions are answered, once that is so. */
  #ended: EngineError | null = null;
  /** The library's version, once the worker has loaded it. */
  readonly ready: Promise<string>;

  constructor(workerUrl: URL, setup: WorkerSetup) {
    this.#worker = new Worker(workerUrl, { workerData: setup, name: 'xgboost' });
    const started = Promise.withResolvers<string>();
    this.ready = started.promise;
    this.#worker.on('message', (reply: Reply) => {
      if (reply.kind === 'ready') started.resolve(reply.version);
      else if (reply.kind === 'refused') started.reject(new EngineError(reply.message));
      else this.#settle(reply);
      this.#letProcessEnd();
    });
    const end = (reason: string, cause?: unknown): void => {
      this.#ended ??= new EngineError(reason, { cause });
      started.reject(this.#ended);
      for (const { reject } of this.#pending.values()) reject(this.#ended);
      this.#pending.clear();
    };
    this.#worker.on('error', (error) =>
      end(`XGBoost's worker thread broke (${error instanceof Error ? error.message : String(error)})`, error),
    );
    this.#worker.on('exit', (code) => end(`XGBoost's worker thread ended with code ${code}`));
  }

  /** Whether questions are still answered. */
  get isAlive(): boolean {
    return this.#ended === null;
  }

  /** @throws EngineError with the library's message, or when the worker ended before it answered */
  ask<K extends Question['kind']>(
    question: Extract<Question, { kind: K }>,
    onRound?: (round: Round) => void,
  ): Promise<Answers[K]> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, {
        resolve: (answer) => resolve(answer as Answers[K]),
        reject,
        ...(onRound && { onRound }),
      });
      this.#worker.ref();
      this.#worker.postMessage({ ...question, id });
    });
  }

  /** Ends the thread; outstanding questions fail. */
  async close(): Promise<void> {
    this.#ended ??= new EngineError('The engine was closed');
    await this.#worker.terminate();
  }

  #settle(reply: Extract<Reply, { id: number }>): void {
    const pending = this.#pending.get(reply.id);
    if (!pending) return;
    if (reply.kind === 'round') {
      pending.onRound?.(reply.round);
      return;
    }
    this.#pending.delete(reply.id);
    if (reply.kind === 'done') pending.resolve(reply.answer);
    else if (reply.isEngineError) pending.reject(new EngineError(reply.message));
    else pending.reject(new Error(reply.message));
  }

  #letProcessEnd(): void {
    if (this.#pending.size === 0) this.#worker.unref();
  }
}
