import { parentPort, workerData } from 'node:worker_threads';
import { linearPredictor, type LinearQuestion } from './predict-linear.ts';

/** A thread that answers questions in their order, one message each, and ends. */
const predict = linearPredictor();
for (const question of workerData as readonly LinearQuestion[]) parentPort!.postMessage(predict(question));
