import type { RowView } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import { Arena } from '../kernel/arena.ts';
import { createScoreKernel, TILE } from '../kernel/score-kernel.ts';
import { Block, type Loader } from './block.ts';
import type { Engine, TreeRange } from './engine.ts';
import { planExplain, type Epoch, type ExplainPlan } from './explain-plan.ts';
import { planColumns, type ColumnPlan } from './plan-columns.ts';
import { explainByQuadrature } from './explain-by-quadrature.ts';
import { putRules } from './build-table.ts';
import { writeColumns, type WrittenColumns } from './write-columns.ts';
import { writeEpoch, type WrittenEpoch } from './write-epoch.ts';
import { writeTrees, type WrittenTrees } from './write-trees.ts';

/** What a table and its description take, as a multiple of the table. */
const TABLE_SHARE = 1.02;
/** Below this, copying the tables costs more than it saves. */
const FEW_ROWS = 1024;

/** A range of trees, ready in the kernel's memory. */
interface Ready {
  readonly range: TreeRange;
  readonly columns: ColumnPlan;
  readonly written: WrittenColumns;
  margins?: WrittenTrees;
  leaves?: WrittenTrees;
  explain?: {
    readonly plan: Pick<ExplainPlan, 'bias' | 'deep'>;
    /** Tables that are built in turn; empty where all of them stay. */
    readonly streamed: readonly (readonly Epoch[])[];
    readonly resident: readonly WrittenEpoch[];
  };
}

/** Scores blocks of rows with the WebAssembly kernel. */
export function createSimdEngine(forest: Forest, memoryBudgetBytes: number): Engine {
  const kernel = createScoreKernel();
  const arena = new Arena(kernel.memory);
  const place = { arena, kernel, rules: putRules(arena) };
  const begin = arena.end;
  let ready: Ready | undefined;
  const prepare = (range: TreeRange): Ready => {
    if (ready?.range[0] === range[0] && ready.range[1] === range[1]) return ready;
    arena.release(begin);
    const columns = planColumns(forest, range);
    ready = { range, columns, written: writeColumns(forest, columns, arena) };
    return ready;
  };

  const loaderOf = ({ columns, written }: Ready): Loader => ({
    arena,
    kernel,
    features: forest.features,
    columns: columns.columns,
    written,
  });
  const write = (epochs: readonly Epoch[]): WrittenEpoch[] => {
    arena.expect(epochs.reduce((sum, { tableBytes }) => sum + TABLE_SHARE * tableBytes, 0));
    return epochs.map((epoch) => writeEpoch(forest, epoch, place));
  };
  const explainStateOf = (model: Ready): NonNullable<Ready['explain']> =>
    (model.explain ??= planTables(forest, model, memoryBudgetBytes, write));

  const predict = (range: TreeRange, view: RowView, into: Float32Array, isLeaf: boolean): void => {
    const model = prepare(range);
    const trees = isLeaf
      ? (model.leaves ??= writeTrees(
          forest,
          model.columns,
          range,
          arena,
          (node, tree) => node - forest.treeStart[tree]!,
          (tree) => tree - range[0],
        ))
      : (model.margins ??= writeTrees(
          forest,
          model.columns,
          range,
          arena,
          (node, tree) => Math.fround(forest.value[node]! * forest.treeWeight[tree]!),
          (tree) => forest.treeOutput[tree]!,
        ));
    const lines = isLeaf ? trees.count : forest.outputs;
    const block = new Block(loaderOf(model), view, { lines, rowFloats: 0 });
    for (let first = 0; first < view.rows; first += block.rows) {
      const count = block.load(first);
      const sums = block.sumsView();
      for (let tile = 0; tile * TILE < count; tile += 1)
        for (let line = 0; line < lines; line += 1)
          sums.fill(
            isLeaf ? 0 : forest.baseMargins[line]!,
            (tile * lines + line) * TILE,
            (tile * lines + line + 1) * TILE,
          );
      kernel.predict(
        trees.trees,
        trees.count,
        count,
        block.columns,
        block.columnTile,
        block.sums,
        block.sumTile,
      );
      for (let row = 0; row < count; row += 1) {
        const from = Math.floor(row / TILE) * lines * TILE + (row % TILE);
        const to = (first + row) * lines;
        for (let line = 0; line < lines; line += 1) into[to + line] = sums[from + line * TILE]!;
      }
    }
    block.release();
  };

  const explain = (
    range: TreeRange,
    view: RowView,
    into: Float32Array | null,
    onBlock?: (first: number, count: number, values: Float32Array) => void,
  ): void => {
    const model = prepare(range);
    const state = explainStateOf(model);
    const { plan, streamed, resident } = state;
    const isResident = streamed.length === 0;
    const width = forest.features + 1;
    const rowFloats = forest.outputs * width;
    const lines = forest.features + 1;
    const base = new Float32Array(rowFloats);
    for (let output = 0; output < forest.outputs; output += 1)
      base[output * width + forest.features] = plan.bias[output]!;
    const target = into ?? new Float32Array(isResident ? 0 : view.rows * rowFloats);
    const run = (epochs: readonly WrittenEpoch[], isFirst: boolean, isLast: boolean): void => {
      const block = new Block(loaderOf(model), view, { lines, rowFloats });
      block.sumsView().fill(0);
      const passes = view.rows <= FEW_ROWS ? kernel.explainInPlace : kernel.explain;
      for (let first = 0; first < view.rows; first += block.rows) {
        const count = block.load(first);
        const values = block.valuesView().subarray(0, count * rowFloats);
        if (isFirst) {
          values.set(base);
          for (let filled = rowFloats; filled < values.length; filled *= 2)
            values.copyWithin(filled, 0, Math.min(filled, values.length - filled));
        } else values.set(target.subarray(first * rowFloats, first * rowFloats + values.length));
        for (const { output, passes: at, count: passCount, unit } of epochs) {
          passes(at, passCount, count, block.columns, block.columnTile, block.sums, block.sumTile);
          kernel.flush(
            block.sums,
            block.sumTile,
            count,
            forest.features,
            unit,
            block.values + output * width * 4,
            rowFloats * 4,
          );
        }
        if (isLast) explainByQuadrature(forest, plan.deep, view, [first, count], values);
        if (isLast) onBlock?.(first, count, values);
        if (target.length > 0) target.set(values, first * rowFloats);
      }
      block.release();
    };
    if (isResident) run(resident, true, true);
    else
      streamed.forEach((group, i) => {
        const mark = arena.end;
        run(write(group), i === 0, i === streamed.length - 1);
        arena.release(mark);
      });
  };
  return { predict, explain, isStreamed: (range) => explainStateOf(prepare(range)).streamed.length > 0 };
}

/** Writes all tables when they fit into the budget, or groups them into as many as fit at a time. */
function planTables(
  forest: Forest,
  { columns, range }: Ready,
  memoryBudgetBytes: number,
  write: (epochs: readonly Epoch[]) => WrittenEpoch[],
): NonNullable<Ready['explain']> {
  const { epochs, tableBytes, bias, deep } = planExplain(forest, columns, range);
  const plan = { bias, deep };
  // What the tables were made from is many times larger than the forest, and no longer needed.
  if (tableBytes <= memoryBudgetBytes) return { plan, streamed: [], resident: write(epochs) };
  const streamed: Epoch[][] = [];
  let bytes = Infinity;
  for (const epoch of epochs) {
    if (bytes + epoch.tableBytes > memoryBudgetBytes) {
      streamed.push([]);
      bytes = 0;
    }
    streamed.at(-1)!.push(epoch);
    bytes += epoch.tableBytes;
  }
  return { plan, streamed, resident: [] };
}
