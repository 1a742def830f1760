import type { RowView } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import { Arena } from '../kernel/arena.ts';
import { createScoreKernel, TILE, type ScoreKernel } from '../kernel/score-kernel.ts';
import type { Engine, TreeRange } from './engine.ts';
import { planExplain, type Epoch, type ExplainPlan } from './explain-plan.ts';
import { planColumns, type ColumnPlan } from './plan-columns.ts';
import { explainByQuadrature } from './explain-by-quadrature.ts';
import { putRules } from './build-table.ts';
import { writeColumns, type WrittenColumns } from './write-columns.ts';
import { writeEpoch, type WrittenEpoch } from './write-epoch.ts';
import { writeTrees, type WrittenTrees } from './write-trees.ts';

/** Most rows of a block: their bytes and sums stay in the second-level cache. */
const BLOCK_ROWS = 16_384;
const SUMS_BYTES = 1_048_576;
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
    readonly plan: ExplainPlan;
    readonly groups: readonly (readonly Epoch[])[];
    resident?: WrittenEpoch[];
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

  const explainStateOf = (model: Ready): NonNullable<Ready['explain']> =>
    (model.explain ??= planGroups(forest, model.columns, model.range, memoryBudgetBytes));

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
    const block = new Block(arena, kernel, model, forest, view, lines, 0);
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
    const { plan, groups } = state;
    const isResident = groups.length <= 1;
    if (isResident) state.resident ??= (groups[0] ?? []).map((epoch) => writeEpoch(forest, epoch, place));
    const width = forest.features + 1;
    const rowFloats = forest.outputs * width;
    const lines = forest.features + 1;
    const base = new Float32Array(rowFloats);
    for (let output = 0; output < forest.outputs; output += 1)
      base[output * width + forest.features] = plan.bias[output]!;
    const target = into ?? new Float32Array(isResident ? 0 : view.rows * rowFloats);
    const run = (epochs: readonly WrittenEpoch[], isFirst: boolean, isLast: boolean): void => {
      const block = new Block(arena, kernel, model, forest, view, lines, rowFloats);
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
    if (isResident) run(state.resident ?? [], true, true);
    else
      groups.forEach((group, i) => {
        const mark = arena.end;
        run(
          group.map((epoch) => writeEpoch(forest, epoch, place)),
          i === 0,
          i === groups.length - 1,
        );
        arena.release(mark);
      });
  };
  return { predict, explain, isStreamed: (range) => explainStateOf(prepare(range)).groups.length > 1 };
}

/** One group of all epochs when their tables fit into the budget; otherwise groups of tables that are used one after another. */
function planGroups(
  forest: Forest,
  columns: ColumnPlan,
  range: TreeRange,
  memoryBudgetBytes: number,
): NonNullable<Ready['explain']> {
  const plan = planExplain(forest, columns, range);
  if (plan.tableBytes <= memoryBudgetBytes) return { plan, groups: [plan.epochs] };
  const groups: Epoch[][] = [];
  let bytes = Infinity;
  for (const epoch of plan.epochs) {
    if (bytes + epoch.tableBytes > memoryBudgetBytes) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(epoch);
    bytes += epoch.tableBytes;
  }
  return { plan, groups };
}

/** Memory for a block of rows, given back when they are done. */
class Block {
  readonly rows: number;
  readonly columns: number;
  readonly columnTile: number;
  readonly sums: number;
  readonly sumTile: number;
  readonly values: number;
  readonly #input: number;
  readonly #mark: number;
  readonly #arena: Arena;
  readonly #kernel: ScoreKernel;
  readonly #model: Ready;
  readonly #view: RowView;
  readonly #features: number;
  readonly #valueFloats: number;

  constructor(
    arena: Arena,
    kernel: ScoreKernel,
    model: Ready,
    { features }: Forest,
    view: RowView,
    lines: number,
    rowFloats: number,
  ) {
    this.#mark = arena.end;
    this.#arena = arena;
    this.#kernel = kernel;
    this.#model = model;
    this.#view = view;
    this.#features = features;
    const most = Math.max(8 * TILE, Math.min(BLOCK_ROWS, Math.floor(SUMS_BYTES / (lines * 4 * TILE)) * TILE));
    this.rows = Math.min(most, Math.max(1, view.rows));
    const tiles = Math.ceil(this.rows / TILE);
    this.columnTile = Math.max(1, model.columns.columns) * TILE;
    this.sumTile = lines * TILE * 4;
    this.columns = arena.take(tiles * this.columnTile);
    this.sums = arena.take(tiles * this.sumTile);
    this.#input = arena.take(this.rows * features * 4);
    this.#valueFloats = this.rows * rowFloats;
    this.values = arena.take(this.#valueFloats * 4);
  }

  /** Quantises the rows from `first` on, as many as fit, and tells how many. */
  load(first: number): number {
    const { rows, values, rowStride, columnStride } = this.#view;
    const count = Math.min(this.rows, rows - first);
    const input = new Float32Array(this.#arena.memory.buffer, this.#input, this.rows * this.#features);
    const isRowMajor = columnStride === 1 && rowStride === this.#features;
    if (isRowMajor) input.set(values.subarray(first * rowStride, (first + count) * rowStride));
    else
      for (let feature = 0; feature < this.#features; feature += 1) {
        const from = feature * columnStride + first;
        input.set(values.subarray(from, from + count), feature * this.rows);
      }
    this.#kernel.quantise(
      this.#model.written.tasks,
      this.#model.written.count,
      this.#input,
      count,
      isRowMajor ? this.#features * 4 : 4,
      isRowMajor ? 4 : this.rows * 4,
      this.columns,
      this.columnTile,
    );
    return count;
  }

  sumsView(): Float32Array {
    return new Float32Array(
      this.#arena.memory.buffer,
      this.sums,
      (Math.ceil(this.rows / TILE) * this.sumTile) / 4,
    );
  }

  valuesView(): Float32Array {
    return new Float32Array(this.#arena.memory.buffer, this.values, this.#valueFloats);
  }

  release(): void {
    this.#arena.release(this.#mark);
  }
}
