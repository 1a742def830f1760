import { Worker } from 'node:worker_threads';
import { TreesError } from '../trees-error.ts';
import type { Growth, GrowthOrder, Step, Told, ToThread } from './protocol.ts';
import type { TrainRound } from './train-request.ts';

/** Threads that wait for the next training, by their file; they do not keep the process alive. */
const idle = new Map<string, Worker[]>();

/** The threads of one training, which go back to the idle ones when it has ended well. */
export class TrainingCrew {
  readonly #workers: readonly Worker[];
  readonly #url: URL;
  #isSound = true;

  constructor(
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    threads: number,
    order: GrowthOrder,
    url: URL,
  ) {
    this.#url = url;
    this.#workers = Array.from({ length: threads }, (_, thread) => {
      const worker = idle.get(url.href)?.pop() ?? new Worker(url, { name: 'trees-train' });
      worker.ref();
      tell(worker, { kind: 'begin', setup: { module, memory, thread, threads, order } });
      return worker;
    });
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
    for (const worker of this.#workers) worker.removeAllListeners();
    if (!this.#isSound) {
      await Promise.all(this.#workers.map((worker) => worker.terminate()));
      return;
    }
    const waiting = idle.get(this.#url.href) ?? [];
    for (const worker of this.#workers) {
      // The training's memory is the training's alone.
      tell(worker, { kind: 'end' });
      worker.once('exit', () => forget(this.#url, worker));
      worker.unref();
      waiting.push(worker);
    }
    idle.set(this.#url.href, waiting);
  }
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
  return new Promise((resolve, reject) => {
    const refuse = (found: string, cause?: unknown): void =>
      reject(new TreesError(`Expected a training thread to go on, found that ${found}`, { cause }));
    worker.removeAllListeners();
    worker.on('message', (told: Told) => {
      if (told.kind === 'round') onRound?.(told.round);
      else if (told.kind === 'done') resolve(told.growth);
      else refuse(`it failed: ${told.message}`);
    });
    worker.once('error', (error) =>
      refuse(`it broke: ${error instanceof Error ? error.message : String(error)}`, error),
    );
    worker.once('exit', (code) => refuse(`it ended with code ${code}`));
    tell(worker, { kind: 'step', step });
  });
}
