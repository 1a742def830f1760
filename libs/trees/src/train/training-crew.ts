import { Worker } from 'node:worker_threads';
import { TreesError } from '../trees-error.ts';
import type { Growth, Step, ThreadSetup, Told, ToThread } from './protocol.ts';
import type { TrainRound } from './train-request.ts';

/** Threads that wait for the next training, by their file; they do not keep the process alive. */
const idle = new Map<string, Worker[]>();

/** The threads of one training, which go back to the idle ones when it has ended well. */
export class TrainingCrew {
  readonly #threads: number;
  readonly #url: URL;
  readonly #workers: Worker[] = [];
  #isSound = true;

  /** Starts nothing yet, so that whoever has a crew can end it, however far it came. */
  constructor(threads: number, url: URL) {
    this.#threads = threads;
    this.#url = url;
  }

  /**
   * Starts the threads, or takes idle ones.
   *
   * @throws TreesError where one cannot be started
   */
  begin(setup: Omit<ThreadSetup, 'thread' | 'threads'>): void {
    const threads = this.#threads;
    try {
      for (let thread = 0; thread < threads; thread += 1) {
        const worker = idle.get(this.#url.href)?.pop() ?? startThread(this.#url);
        this.#workers.push(worker);
        worker.ref();
        tell(worker, { kind: 'begin', setup: { ...setup, thread, threads } });
      }
    } catch (cause) {
      this.#isSound = false;
      throw new TreesError(
        `Expected ${threads} training threads, found that one cannot start: ${messageOf(cause)}; ` +
          'look whether workerUrl is the training thread’s file, or ask for fewer threads',
        { cause },
      );
    }
  }

  /** Lets all threads take a step; gives what the first one found. */
  async take(step: Step, onRound?: (round: TrainRound) => void): Promise<Growth | undefined> {
    try {
      const [first] = await Promise.all(this.#workers.map((worker) => takeStep(worker, step, onRound)));
      return first;
    } catch (error) {
      this.#isSound = false;
      throw error;
    }
  }

  /** Lets the threads go. */
  async end(): Promise<void> {
    if (!this.#isSound) {
      await Promise.all(this.#workers.map((worker) => worker.terminate()));
      return;
    }
    const waiting = idle.get(this.#url.href) ?? [];
    for (const worker of this.#workers) {
      // The training's memory is the training's alone.
      tell(worker, { kind: 'end' });
      worker.unref();
      waiting.push(worker);
    }
    idle.set(this.#url.href, waiting);
  }
}

/** A thread that is heard for as long as it lives: an error that nobody listens to would end the process. */
function startThread(url: URL): Worker {
  const worker = new Worker(url, { name: 'trees-train' });
  worker.on('error', () => forget(url, worker));
  worker.on('exit', () => forget(url, worker));
  return worker;
}

function forget(url: URL, ended: Worker): void {
  idle.set(
    url.href,
    (idle.get(url.href) ?? []).filter((worker) => worker !== ended),
  );
}

/** Ends the threads that wait for another training. */
export async function endIdleThreads(): Promise<void> {
  const waiting = [...idle.values()].flat();
  idle.clear();
  await Promise.all(waiting.map((worker) => worker.terminate()));
}

function tell(worker: Worker, message: ToThread): void {
  worker.postMessage(message);
}

function takeStep(
  worker: Worker,
  step: Step,
  onRound?: (round: TrainRound) => void,
): Promise<Growth | undefined> {
  return new Promise<Growth | undefined>((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const refuse = (found: string, cause?: unknown): void => {
      settle();
      reject(
        new TreesError(`Expected a training thread to go on, found that ${found}; train once more`, {
          cause,
        }),
      );
    };
    const onMessage = (told: Told): void => {
      if (told.kind === 'round') onRound?.(told.round);
      else if (told.kind === 'failed') refuse(`it failed: ${told.message}`);
      else {
        settle();
        resolve(told.growth);
      }
    };
    const onError = (error: unknown): void => refuse(`it broke: ${messageOf(error)}`, error);
    const onExit = (code: number): void => refuse(`it ended with code ${code}`);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    tell(worker, { kind: 'step', step });
  });
}

/** An error of a thread is not always one of this realm's. */
function messageOf(error: unknown): string {
  return error !== null && typeof error === 'object' && 'message' in error
    ? String(error.message)
    : String(error);
}
