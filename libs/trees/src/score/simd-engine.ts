import type { RowView } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import { Arena } from '../kernel/arena.ts';
import { createScoreKernel, TILE } from '../kernel/score-kernel.ts';
import { Block, type BlockShape } from './block.ts';
import { putRules, type TablePlace } from './build-table.ts';
import { DeepLeaves, type WrittenWalks } from './deep-leaves.ts';
import type { Engine, ExplainWatch, TreeRange } from './engine.ts';
import { planExplain, type Epoch, type ExplainPlan } from './explain-plan.ts';
import { inBudget } from './in-budget.ts';
import { planColumns, type ColumnPlan } from './plan-columns.ts';
import { writeColumns, type WrittenColumns } from './write-columns.ts';
import { writeEpoch, type WrittenEpoch } from './write-epoch.ts';
import { writeTrees, type WrittenTrees } from './write-trees.ts';

/** What a table and its description take, as a multiple of the table. */
const TABLE_SHARE = 1.02;
/** Below this, copying the tables costs more than it saves. */
const FEW_ROWS = 1024;
/** What programs for leaves without tables may take, as a share of the budget for tables. */
const WALK_SHARE = 0.25;

/** A range of trees, ready in the kernel's memory. */
interface Ready {
  readonly range: TreeRange;
  readonly columns: ColumnPlan;
  readonly written: WrittenColumns;
  margins?: WrittenTrees;
  leaves?: WrittenTrees;
  tables?: Tables;
}

interface Tables extends Pick<ExplainPlan, 'bias'> {
  /** Leaves without tables. */
  readonly deep: DeepLeaves;
  /** Their programs, where they stay. */
  readonly walks: WrittenWalks | null;
  /** Tables that are built in turn; empty where all of them stay. */
  readonly streamed: readonly (readonly Epoch[])[];
  readonly resident: readonly WrittenEpoch[];
}

/** One way through the rows: the first begins with the bias, the last gives the values away. */
interface Passage {
  readonly epochs: readonly WrittenEpoch[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Scores blocks of rows with the WebAssembly kernel. What it takes of the memory it gives back, also when it fails. */
export class SimdEngine implements Engine {
  readonly #forest: Forest;
  readonly #memoryBudgetBytes: number;
  readonly #place: TablePlace;
  /** Where what is ready begins. */
  readonly #begin: number;
  #ready: Ready | null = null;

  constructor(forest: Forest, memoryBudgetBytes: number) {
    this.#forest = forest;
    this.#memoryBudgetBytes = memoryBudgetBytes;
    const kernel = createScoreKernel();
    const arena = new Arena(kernel.memory);
    this.#place = { arena, kernel, rules: putRules(arena) };
    this.#begin = arena.end;
  }

  isStreamed(range: TreeRange): boolean {
    const { streamed, walks } = this.#tables(this.#prepare(range));
    return streamed.length > 0 || walks === null;
  }

  predict(range: TreeRange, view: RowView, into: Float32Array, isLeaf: boolean): void {
    const model = this.#prepare(range);
    const trees = isLeaf ? this.#leafTrees(model) : this.#marginTrees(model);
    const lines = isLeaf ? trees.count : this.#forest.outputs;
    this.#useBlock(model, view, { lines, rowFloats: 0 }, (block) => {
      for (let first = 0; first < view.rows; first += block.rows) {
        const count = block.load(first);
        this.#predictBlock(block, count, trees, isLeaf);
        copySums(block, count, lines, into.subarray(first * lines));
      }
    });
  }

  explain(range: TreeRange, view: RowView, into: Float32Array | null, watch: ExplainWatch = {}): void {
    const model = this.#prepare(range);
    const { streamed, resident } = this.#tables(model);
    if (streamed.length === 0) {
      const target = into ?? new Float32Array(0);
      this.#pass(model, view, target, { epochs: resident, isFirst: true, isLast: true }, watch);
      return;
    }
    const width = this.#forest.outputs * (this.#forest.features + 1);
    const target = into ?? new Float32Array(view.rows * width);
    const onRows = inShares(streamed.length, watch.onRows);
    for (const [i, group] of streamed.entries()) {
      if (watch.isStopped?.()) return;
      const isLast = i === streamed.length - 1;
      this.#briefly(() => {
        const epochs = this.#write(group);
        this.#pass(model, view, target, { epochs, isFirst: i === 0, isLast }, { ...watch, onRows });
      });
    }
  }

  /** Columns and thresholds of a range of trees; another range takes its place. */
  #prepare(range: TreeRange): Ready {
    if (this.#ready?.range[0] === range[0] && this.#ready.range[1] === range[1]) return this.#ready;
    this.#ready = null;
    this.#place.arena.release(this.#begin);
    const columns = planColumns(this.#forest, range);
    const written = writeColumns(this.#forest, columns, this.#place.arena);
    this.#ready = { range, columns, written };
    return this.#ready;
  }

  #marginTrees(model: Ready): WrittenTrees {
    const { value, treeWeight, treeOutput } = this.#forest;
    model.margins ??= this.#writeTrees(
      model,
      (node, tree) => Math.fround(value[node]! * treeWeight[tree]!),
      (tree) => treeOutput[tree]!,
    );
    return model.margins;
  }

  #leafTrees(model: Ready): WrittenTrees {
    const { treeStart } = this.#forest;
    model.leaves ??= this.#writeTrees(
      model,
      (node, tree) => node - treeStart[tree]!,
      (tree) => tree - model.range[0],
    );
    return model.leaves;
  }

  #writeTrees(
    { columns, range }: Ready,
    leafValue: (node: number, tree: number) => number,
    line: (tree: number) => number,
  ): WrittenTrees {
    return this.#lastingly(() =>
      writeTrees(this.#forest, columns, range, this.#place.arena, leafValue, line),
    );
  }

  /** Writes all tables when they fit into the budget, or groups them into as many as fit at a time. */
  #tables(model: Ready): Tables {
    if (model.tables) return model.tables;
    const plan = planExplain(this.#forest, model.columns, model.range);
    const { epochs, tableBytes, bias } = plan;
    const deep = new DeepLeaves(this.#forest, model.columns, plan.deep, this.#place);
    const staysWalked = deep.bytes <= WALK_SHARE * this.#memoryBudgetBytes;
    const stays = tableBytes <= this.#memoryBudgetBytes;
    // What the tables were made from is many times larger than the forest, and no longer needed.
    model.tables = this.#lastingly(() => ({
      bias,
      deep,
      walks: staysWalked ? deep.write() : null,
      streamed: stays ? [] : inBudget(epochs, this.#memoryBudgetBytes),
      resident: stays ? this.#write(epochs) : [],
    }));
    return model.tables;
  }

  #write(epochs: readonly Epoch[]): WrittenEpoch[] {
    this.#place.arena.expect(epochs.reduce((sum, { tableBytes }) => sum + TABLE_SHARE * tableBytes, 0));
    return epochs.map((epoch) => writeEpoch(this.#forest, epoch, this.#place));
  }

  #predictBlock(
    block: Block,
    count: number,
    { trees, count: treeCount }: WrittenTrees,
    isLeaf: boolean,
  ): void {
    const { outputs, baseMargins } = this.#forest;
    const lines = isLeaf ? treeCount : outputs;
    const sums = block.sumsView();
    for (let tile = 0; tile * TILE < count; tile += 1)
      for (let line = 0; line < lines; line += 1) {
        const at = (tile * lines + line) * TILE;
        sums.fill(isLeaf ? 0 : baseMargins[line]!, at, at + TILE);
      }
    const { columns, columnTile, sums: sumsAt, sumTile } = block;
    this.#place.kernel.predict(trees, treeCount, count, columns, columnTile, sumsAt, sumTile);
  }

  /** Adds the tables of some epochs to all rows, block by block. */
  #pass(
    model: Ready,
    view: RowView,
    target: Float32Array,
    { epochs, isFirst, isLast }: Passage,
    { onBlock, onRows, isStopped }: ExplainWatch,
  ): void {
    const { features, outputs } = this.#forest;
    const { bias, deep, walks } = this.#tables(model);
    const rowFloats = outputs * (features + 1);
    const base = new Float32Array(rowFloats);
    bias.forEach((mean, output) => (base[output * (features + 1) + features] = mean));
    this.#useBlock(model, view, { lines: features + 1, rowFloats }, (block) => {
      block.sumsView().fill(0);
      for (let first = 0; first < view.rows && !isStopped?.(); first += block.rows) {
        const count = block.load(first);
        const before = block.valuesView().subarray(0, count * rowFloats);
        if (isFirst) repeat(base, before);
        else before.set(target.subarray(first * rowFloats, first * rowFloats + before.length));
        for (const epoch of epochs) this.#addEpoch(epoch, block, view.rows, count);
        if (isLast) deep.add({ block, view, first, count }, walks);
        // The memory may have grown.
        const values = block.valuesView().subarray(0, count * rowFloats);
        if (isLast) onBlock?.(first, count, values);
        if (target.length > 0) target.set(values, first * rowFloats);
        onRows?.(count);
      }
    });
  }

  #addEpoch(
    { output, passes, count, unit }: WrittenEpoch,
    block: Block,
    rows: number,
    inBlock: number,
  ): void {
    const { kernel } = this.#place;
    const { features, outputs } = this.#forest;
    const { columns, columnTile, sums, sumTile, values } = block;
    const add = rows <= FEW_ROWS ? kernel.explainInPlace : kernel.explain;
    add(passes, count, inBlock, columns, columnTile, sums, sumTile);
    const [rowBytes, at] = [outputs * (features + 1) * 4, values + output * (features + 1) * 4];
    kernel.flush(sums, sumTile, inBlock, features, unit, at, rowBytes);
  }

  #useBlock(model: Ready, view: RowView, shape: BlockShape, use: (block: Block) => void): void {
    const { columns, written } = model;
    const loader = { ...this.#place, features: this.#forest.features, columns: columns.columns, written };
    this.#briefly(() => use(new Block(loader, view, shape)));
  }

  /** Gives back what was taken meanwhile. */
  #briefly(use: () => void): void {
    const { arena } = this.#place;
    const mark = arena.end;
    try {
      use();
    } finally {
      arena.release(mark);
    }
  }

  /** Gives back what was taken only where it fails. */
  #lastingly<T>(write: () => T): T {
    const { arena } = this.#place;
    const mark = arena.end;
    try {
      return write();
    } catch (error) {
      arena.release(mark);
      throw error;
    }
  }
}

/** Lines of a block's sums as rows. */
function copySums(block: Block, count: number, lines: number, into: Float32Array): void {
  const sums = block.sumsView();
  for (let row = 0; row < count; row += 1) {
    const from = Math.floor(row / TILE) * lines * TILE + (row % TILE);
    for (let line = 0; line < lines; line += 1) into[row * lines + line] = sums[from + line * TILE]!;
  }
}

/** Fills numbers with a line, again and again. */
function repeat(line: Float32Array, values: Float32Array): void {
  values.set(line);
  for (let filled = line.length; filled < values.length; filled *= 2)
    values.copyWithin(filled, 0, Math.min(filled, values.length - filled));
}

/** Tells of whole rows where each passes so many times. */
function inShares(times: number, onRows: ExplainWatch['onRows']): (rows: number) => void {
  let [passed, told] = [0, 0];
  return (rows) => {
    passed += rows;
    const whole = Math.floor(passed / times);
    if (whole > told) onRows?.(whole - told);
    told = whole;
  };
}
