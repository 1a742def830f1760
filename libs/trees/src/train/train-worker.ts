import { parentPort } from 'node:worker_threads';
import * as P from '../../kernel/boost/plan.ts';
import { boostKernel } from './boost-kernel.ts';
import { growRounds } from './grow-rounds.ts';
import type { Step, ThreadSetup, Told, ToThread } from './protocol.ts';

/** One thread of a training: takes each step when it is told to, together with the others. */
let training: ThreadSetup | null = null;
const tell = (told: Told): void => parentPort?.postMessage(told);

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'step') takeStep(message.step);
  else training = message.kind === 'begin' ? message.setup : null;
});

function takeStep(step: Step): void {
  if (training === null) return;
  const { module, memory, thread, threads, order } = training;
  try {
    // Made anew for each step: an instance may go by the size that the memory had when it was made.
    const kernel = boostKernel(module, memory);
    if (step === 'grow' && thread === 0) {
      const growth = growRounds(kernel, memory, threads, order, (round) => tell({ kind: 'round', round }));
      tell({ kind: 'done', step, growth });
      return;
    }
    if (step === 'bin') kernel.bin(thread, threads);
    else if (step === 'pack') kernel.pack(thread, threads);
    else while (kernel.round(thread, threads) !== 0);
    tell({ kind: 'done', step });
  } catch (error) {
    Atomics.store(new Int32Array(memory.buffer), (P.PLAN + P.FAILED) / 4, 1);
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}
