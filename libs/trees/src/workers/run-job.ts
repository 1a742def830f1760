import type { RowView } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import { applyLink } from '../score/apply-link.ts';
import type { Engine, ExplainWatch } from '../score/engine.ts';
import { findReasons } from '../score/top-reasons.ts';
import { BLOCK_ROWS, NEXT_BLOCK, STOP, type Job } from './protocol.ts';

/**
 * Takes blocks of a job until none is left or the job is stopped; any number of threads may do so at once, and which
 * of them does a block changes nothing. Where tables are built for every call, a thread takes one large block.
 *
 * @param onRows told the number of rows as they are done
 */
export function runJob(forest: Forest, engine: Engine, job: Job, onRows: (rows: number) => void): void {
  const blocks = Math.ceil(job.view.rows / BLOCK_ROWS);
  const isLarge = job.task.kind !== 'predict' && engine.isStreamed(job.range);
  const step = isLarge ? Math.ceil(blocks / job.threads) : 1;
  const isStopped = (): boolean => Atomics.load(job.counters, STOP) === 1;
  while (!isStopped()) {
    const block = Atomics.add(job.counters, NEXT_BLOCK, step);
    if (block >= blocks) return;
    const first = block * BLOCK_ROWS;
    const count = Math.min(job.view.rows - first, step * BLOCK_ROWS);
    runBlock(forest, engine, job, [first, count], { onRows, isStopped });
  }
}

function runBlock(
  forest: Forest,
  engine: Engine,
  { view, range, task }: Job,
  [first, count]: readonly [first: number, count: number],
  watch: Required<Pick<ExplainWatch, 'onRows' | 'isStopped'>>,
): void {
  const rows = sliceOf(view, first, count);
  if (task.kind === 'predict') {
    const isLeaf = task.output === 'leaf';
    const width = isLeaf ? range[1] - range[0] : forest.outputs;
    const into = task.into.subarray(first * width, (first + count) * width);
    engine.predict(range, rows, into, isLeaf);
    if (task.output === 'value') applyLink(forest.link, forest.outputs, into);
    watch.onRows(count);
    return;
  }
  if (task.kind === 'explain') {
    const width = forest.outputs * (forest.features + 1);
    engine.explain(range, rows, task.into.subarray(first * width, (first + count) * width), watch);
    return;
  }
  const { k, options, into, magnitudes } = task;
  const groups = magnitudes.length / Math.ceil(view.rows / BLOCK_ROWS);
  const { reasons, onBlock } = findReasons(forest, rows, k, {
    ...options,
    ...(options.referenceOf && {
      referenceOf: Array.prototype.slice.call(options.referenceOf, first, first + count),
    }),
    onRow: (row, sums) => {
      const at = Math.floor((first + row) / BLOCK_ROWS) * groups;
      for (let group = 0; group < groups; group += 1) magnitudes[at + group]! += Math.abs(sums[group]!);
    },
  });
  engine.explain(range, rows, null, { ...watch, onBlock });
  for (const name of ['group', 'feature', 'contribution', 'difference'] as const)
    into[name].set(reasons[name], first * k);
}

function sliceOf({ values, rowStride, columnStride }: RowView, first: number, rows: number): RowView {
  return { values: values.subarray(first * rowStride), rows, rowStride, columnStride };
}
