import type { Forest } from '../forest/forest.ts';
import type { Arena } from '../kernel/arena.ts';
import { RUN, type ColumnPlan } from './plan-columns.ts';

/** The tasks of the kernel's `quantise`. */
export interface WrittenColumns {
  readonly tasks: number;
  readonly count: number;
}

const TASK_WORDS = 8;

export function writeColumns(forest: Forest, plan: ColumnPlan, arena: Arena): WrittenColumns {
  const tasks: number[][] = [];
  plan.thresholds.forEach((thresholds, feature) => {
    for (let begin = 0, run = 0; begin < thresholds.length; begin += RUN, run += 1) {
      const part = thresholds.subarray(begin, begin + RUN);
      // A search in 2ᵏ − 1 places takes k steps; no value reaches NaN.
      const places = 2 ** Math.ceil(Math.log2(part.length + 1)) - 1;
      const padded = new Float32Array(places).fill(NaN);
      padded.set(part);
      const column = plan.firstColumn[feature]! + 2 * run;
      tasks.push([0, feature, column, arena.put(padded), part.length, (places + 1) / 2, 0, 0]);
    }
  });
  plan.splits.forEach(({ feature, bits, defaultLeft }, split) => {
    const column = plan.firstSplitColumn + split;
    tasks.push([1, feature, column, arena.put(bits), bits.length, 0, defaultLeft ? 0 : 1, 0]);
  });
  const words = new Int32Array(tasks.length * TASK_WORDS);
  tasks.forEach((task, i) => words.set(task, i * TASK_WORDS));
  return { tasks: arena.put(words), count: tasks.length };
}
