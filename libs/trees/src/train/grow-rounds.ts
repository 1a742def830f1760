import * as P from '../../kernel/boost/plan.ts';
import { drawColumns } from './draw-columns.ts';
import { isExhausted } from './early-stopping.ts';
import { copyTree, type RawTree } from './grown-tree.ts';
import { OBJECTIVES } from './objectives.ts';
import type { Growth, GrowthOrder } from './protocol.ts';
import type { TrainRound } from './train-request.ts';

/** The kernel's functions: all threads call each at the same time. */
export interface BoostKernel {
  bin(thread: number, threads: number): void;
  pack(thread: number, threads: number): void;
  round(thread: number, threads: number): number;
}

/** The first thread's rounds: it decides between them, the others follow. */
export function growRounds(
  kernel: BoostKernel,
  memory: WebAssembly.Memory,
  threads: number,
  order: GrowthOrder,
  onRound: (round: TrainRound) => void,
): Growth {
  const trees: RawTree[] = [];
  const history: number[] = [];
  const view = new DataView(memory.buffer);
  for (let round = 0; ; round += 1) {
    const isOver =
      round === order.rounds ||
      Atomics.load(order.abort, 0) !== 0 ||
      (order.patience !== null && order.hasTune && isExhausted(history, order.patience));
    view.setUint32(P.PLAN + P.STOP, Number(isOver), true);
    view.setUint32(P.PLAN + P.ROUND, round, true);
    drawColumns(view, order.columnSample, order.seed, round);
    if (kernel.round(0, threads) === 0) return { trees, history };
    trees.push(copyTree(memory.buffer));
    if (order.hasTune) history.push(tuneLossOf(view, order));
    if (!order.isWatched) continue;
    const told = { round: round + 1, rounds: order.rounds };
    onRound(order.hasTune ? { ...told, tuneLoss: history[round]! } : told);
  }
}

/** Mean loss of the tuning rows: block sums added up in order. */
function tuneLossOf(view: DataView, { objective }: GrowthOrder): number {
  const rows = view.getUint32(P.PLAN + P.TUNE_ROWS, true);
  const sums = view.getUint32(P.PLAN + P.TUNE_SUMS, true);
  let [sum, weight] = [0, 0];
  for (let block = 0; block * P.SUM_ROWS < rows; block += 1) {
    sum += view.getFloat64(sums + 16 * block, true);
    weight += view.getFloat64(sums + 16 * block + 8, true);
  }
  return OBJECTIVES[objective].loss(sum / weight);
}
