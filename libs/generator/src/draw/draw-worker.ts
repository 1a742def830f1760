import { workerData } from 'node:worker_threads';
import { drawShares, type DrawShare } from './draw-shares.ts';

/** A thread that draws its share of the customers into memory that it shares with the others, and ends. */
drawShares(workerData as DrawShare);
