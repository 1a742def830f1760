import { EngineError } from '@engage/engine';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Library } from './library.ts';
import { STOP, type Answers, type Reply, type Request, type WorkerSetup } from './protocol.ts';
import { LoadedModel } from './score-job.ts';
import { trainModel } from './train-job.ts';

/**
 * The one thread that talks to the library: calls are synchronous and one after another, since the library's last
 * error and its communicator belong to an operating system thread.
 */
function serve(port: MessagePort, setup: WorkerSetup): void {
  const tell = (reply: Reply, transfer: ArrayBuffer[] = []): void => port.postMessage(reply, transfer);
  let library: Library;
  try {
    library = new Library(setup.libraryPath);
  } catch (error) {
    tell({ kind: 'refused', message: messageOf(error) });
    port.close();
    return;
  }
  const models = new Map<number, LoadedModel>();
  port.on('message', (request: Request) => {
    const { id } = request;
    try {
      const answer = answerTo(request, library, models, tell);
      tell({ kind: 'done', id, answer }, transferableOf(answer));
    } catch (error) {
      const isEngineError = error instanceof EngineError;
      tell({ kind: 'failed', id, message: messageOf(error), isEngineError });
    }
  });
  tell({ kind: 'ready', version: library.version });
}

function answerTo(
  request: Request,
  library: Library,
  models: Map<number, LoadedModel>,
  tell: (reply: Reply) => void,
): Answers[keyof Answers] {
  switch (request.kind) {
    case 'train':
      return trainModel(library, request.order, {
        onRound: (round) => tell({ kind: 'round', id: request.id, round }),
        isStopped: () => Atomics.load(request.stopFlag, 0) === STOP,
      });
    case 'load':
      models.get(request.scorer)?.free();
      models.set(request.scorer, new LoadedModel(library, request.bytes, request.threads));
      return null;
    case 'predict':
      return modelOf(models, request.scorer).predict(request.matrix, request.output);
    case 'explain':
      return modelOf(models, request.scorer).explain(request.matrix);
    case 'unload':
      models.get(request.scorer)?.free();
      models.delete(request.scorer);
      return null;
  }
}

function modelOf(models: ReadonlyMap<number, LoadedModel>, scorer: number): LoadedModel {
  const model = models.get(scorer);
  if (!model) throw new EngineError('Expected a model that is loaded, found none');
  return model;
}

/** Memory that moves to the main thread instead of being copied. */
function transferableOf(answer: Answers[keyof Answers]): ArrayBuffer[] {
  if (answer === null) return [];
  const { buffer } = answer instanceof Float32Array ? answer : answer.bytes;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

if (parentPort) serve(parentPort, workerData as WorkerSetup);
