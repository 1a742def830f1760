import { Worker } from 'node:worker_threads';
import { linearPredictor, type LinearQuestion } from './predict-linear.ts';

/** Predictions of linear models, in the order of the questions. */
export interface LinearAnswers {
  /** The next question's predictions of its holdout. */
  next(): Promise<Float64Array>;
  /** Ends what is still at work. */
  close(): Promise<void>;
}

/**
 * Answers questions one after another: beside the calling thread where there is another processor, so that the models
 * are judged meanwhile, or else when it asks.
 */
export function answerLinear(questions: readonly LinearQuestion[], threads: number): LinearAnswers {
  return threads > 1 ? answerBeside(questions) : answerHere(questions);
}

function answerHere(questions: readonly LinearQuestion[]): LinearAnswers {
  const predict = linearPredictor();
  let asked = 0;
  return { next: async () => predict(questions[asked++]!), close: async () => undefined };
}

function answerBeside(questions: readonly LinearQuestion[]): LinearAnswers {
  const worker = new Worker(workerUrl(), { workerData: questions });
  const answers = questions.map(() => Promise.withResolvers<Float64Array>());
  // Whoever asks is told; until then a failure must not end the process.
  for (const { promise } of answers) promise.catch(() => undefined);
  let answered = 0;
  worker.on('message', (predicted: Float64Array) => answers[answered++]!.resolve(predicted));
  const fail = (error: unknown): void => answers.forEach(({ reject }) => reject(error));
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`The thread of the linear models ended with code ${code}`)));
  let asked = 0;
  return {
    next: () => answers[asked++]!.promise,
    async close() {
      await worker.terminate();
    },
  };
}

/** Sources run as they are; a bundle carries the thread as a file of its own beside it. */
function workerUrl(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './linear-worker.ts' : './linear-worker.mjs', import.meta.url);
}
