import { parentPort } from 'node:worker_threads';
import type { Request } from '../protocol.ts';

/** The real worker thread, but one that dies when it is asked to train as many rounds as this. */
const DEADLY_ROUNDS = 13;

parentPort?.on('message', (request: Request) => {
  if (request.kind === 'train' && request.order.params.rounds === DEADLY_ROUNDS) process.exit(3);
});
await import('../worker.ts');
