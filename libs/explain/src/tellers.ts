import { Worker } from 'node:worker_threads';
import { rowTeller, type ExplainedRows, type Telling, type Told } from './row-teller.ts';

/** What is asked of the thread that tells; each question is answered, in their order. */
export type TellerQuestion =
  | { readonly kind: 'begin'; readonly teller: number; readonly telling: Telling }
  | { readonly kind: 'take'; readonly teller: number; readonly explained: ExplainedRows }
  | { readonly kind: 'finish'; readonly teller: number };

/** A row teller that may be in another thread. */
export interface Teller {
  /** Resolves once it can take more. */
  take(explained: ExplainedRows): Promise<void>;
  finish(): Promise<Told>;
}

/** Tellers of several models. */
export interface Tellers {
  begin(telling: Telling): Teller;
  close(): Promise<void>;
}

/** Tellers in this thread. */
export function tellersHere(): Tellers {
  return {
    begin(telling) {
      const teller = rowTeller(telling);
      return { take: async (explained) => teller.take(explained), finish: async () => teller.finish() };
    },
    close: async () => undefined,
  };
}

/** Tellers in one thread beside this one, which holds at most two batches of rows of each. */
export function tellersBeside(): Tellers {
  const worker = new Worker(workerUrl());
  const waiting: PromiseWithResolvers<Told | null>[] = [];
  let failure: Error | null = null;
  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('message', (answer: Told | null) => waiting.shift()?.resolve(answer));
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => fail(new Error(`The thread that tells reasons ended with code ${code}`)));
  const ask = (question: TellerQuestion): Promise<Told | null> => {
    if (failure) return Promise.reject(failure);
    const answer = Promise.withResolvers<Told | null>();
    // Whoever waits for it is told; until then a failure must not end the process.
    answer.promise.catch(() => undefined);
    waiting.push(answer);
    worker.postMessage(question);
    return answer.promise;
  };
  let count = 0;
  return {
    begin(telling) {
      const teller = count++;
      let latest = ask({ kind: 'begin', teller, telling });
      return {
        async take(explained) {
          const before = latest;
          latest = ask({ kind: 'take', teller, explained });
          await before;
        },
        async finish() {
          const told = await ask({ kind: 'finish', teller });
          if (!told) throw new Error('Expected what was told, found nothing');
          return told;
        },
      };
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** Sources run as they are; a bundle carries the thread as a file of its own beside it. */
function workerUrl(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './teller-worker.ts' : './teller-worker.mjs', import.meta.url);
}
