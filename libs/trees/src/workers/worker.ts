import { parentPort, type MessagePort } from 'node:worker_threads';
import type { Forest } from '../forest/forest.ts';
import { createEngine } from '../score/create-engine.ts';
import type { Engine } from '../score/engine.ts';
import { TreesError } from '../trees-error.ts';
import type { Reply, Request } from './protocol.ts';
import { runJob } from './run-job.ts';

interface Model {
  readonly forest: Forest;
  readonly engine: Engine;
}

/** A thread of the pool: has its own kernel, memory and tables for each model, and shares rows and results. */
function serve(port: MessagePort): void {
  /** Models, or why they could not be loaded. */
  const models = new Map<number, Model | TreesError>();
  const tell = (reply: Reply): void => port.postMessage(reply);
  port.on('message', (request: Request) => {
    if (request.kind === 'load') models.set(request.model, load(request));
    else if (request.kind === 'unload') models.delete(request.model);
    else {
      const { job } = request;
      const { id } = job;
      try {
        const model = models.get(job.model);
        if (model === undefined)
          throw new TreesError(
            'Expected a model that the pool holds, found one that was closed; load it anew',
          );
        if (model instanceof TreesError) throw model;
        runJob(model.forest, model.engine, job, (rows) => tell({ kind: 'progress', id, rows }));
        tell({ kind: 'done', id });
      } catch (error) {
        const its = error instanceof Error ? error : new Error(String(error));
        tell({ kind: 'failed', id, error: its, isRefusal: error instanceof TreesError });
      }
    }
  });
}

function load({ forest, options }: Request & { kind: 'load' }): Model | TreesError {
  try {
    return { forest, engine: createEngine(forest, options) };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return new TreesError(`Expected a model that can be loaded, found one that cannot: ${why}`, { cause });
  }
}

if (parentPort) serve(parentPort);
