import { Worker } from 'node:worker_threads';
import type { DrawShare } from './draw-shares.ts';

/** Threads that draw beside the calling one. */
export interface DrawHelpers {
  /** Resolves once all of them have drawn what they claimed. */
  readonly done: Promise<void>;
  /** Ends them, whatever they are at. */
  stop(): Promise<void>;
}

/** Starts threads that claim batches of the same rows as the calling one. */
export function startHelpers(count: number, share: DrawShare): DrawHelpers {
  const workers = Array.from({ length: count }, () => new Worker(workerUrl(), { workerData: share }));
  const ends = workers.map(
    (worker) =>
      new Promise<void>((resolve, reject) => {
        worker.on('error', reject);
        worker.on('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`A thread that draws customers ended with code ${code}`)),
        );
      }),
  );
  const done = Promise.all(ends).then(() => undefined);
  // Whoever waits for it is told; until then it must not end the process.
  done.catch(() => undefined);
  return {
    done,
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Sources run as they are; a bundle carries the thread as a file of its own beside it. */
function workerUrl(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './draw-worker.ts' : './draw-worker.mjs', import.meta.url);
}
