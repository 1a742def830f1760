import { parentPort, type MessagePort } from 'node:worker_threads';
import type { Forest } from '../forest/forest.ts';
import { createEngine } from '../score/create-engine.ts';
import type { Engine } from '../score/engine.ts';
import type { Reply, Request } from './protocol.ts';
import { runJob } from './run-job.ts';

/** A thread of the pool: has its own kernel, memory and tables for each model, and shares rows and results. */
function serve(port: MessagePort): void {
  const models = new Map<number, { forest: Forest; engine: Engine }>();
  const tell = (reply: Reply): void => port.postMessage(reply);
  port.on('message', (request: Request) => {
    if (request.kind === 'load') {
      const { forest, options } = request;
      models.set(request.model, { forest, engine: createEngine(forest, options) });
    } else if (request.kind === 'unload') models.delete(request.model);
    else {
      const { job } = request;
      const { id } = job;
      try {
        const { forest, engine } = models.get(job.model)!;
        runJob(forest, engine, job, (rows) => tell({ kind: 'progress', id, rows }));
        tell({ kind: 'done', id });
      } catch (error) {
        tell({ kind: 'failed', id, error: error instanceof Error ? error : new Error(String(error)) });
      }
    }
  });
}

if (parentPort) serve(parentPort);
