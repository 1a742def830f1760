import type { RowView } from '../exact/row-view.ts';
import type { Arena } from '../kernel/arena.ts';
import { TILE, type ScoreKernel } from '../kernel/score-kernel.ts';
import type { WrittenColumns } from './write-columns.ts';

/** Most rows of a block: their bytes and sums stay in the second-level cache. */
const BLOCK_ROWS = 16_384;
const SUMS_BYTES = 1_048_576;

/** The kernel, and what it has to know of a model to turn rows into bytes. */
export interface Loader {
  readonly arena: Arena;
  readonly kernel: ScoreKernel;
  readonly features: number;
  /** Columns that a row becomes. */
  readonly columns: number;
  readonly written: WrittenColumns;
}

/** What is kept for the rows of a block. */
export interface BlockShape {
  /** Numbers (four bytes) that a row's sums take while they are added up. */
  readonly lines: number;
  /** Numbers that a row's values take; 0 for none. */
  readonly rowFloats: number;
}

/** Memory of the kernel for a block of rows. */
export class Block {
  readonly rows: number;
  readonly columns: number;
  readonly columnTile: number;
  readonly sums: number;
  readonly sumTile: number;
  readonly values: number;
  readonly #input: number;
  readonly #loader: Loader;
  readonly #view: RowView;
  readonly #valueFloats: number;

  constructor(loader: Loader, view: RowView, { lines, rowFloats }: BlockShape) {
    const { arena, features } = loader;
    this.#loader = loader;
    this.#view = view;
    const most = Math.max(8 * TILE, Math.min(BLOCK_ROWS, Math.floor(SUMS_BYTES / (lines * 4 * TILE)) * TILE));
    this.rows = Math.min(most, Math.max(1, view.rows));
    const tiles = Math.ceil(this.rows / TILE);
    this.columnTile = Math.max(1, loader.columns) * TILE;
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
    const { kernel, features, written } = this.#loader;
    const count = Math.min(this.rows, rows - first);
    const input = new Float32Array(this.#loader.arena.memory.buffer, this.#input, this.rows * features);
    const isRowMajor = columnStride === 1 && rowStride === features;
    if (isRowMajor) input.set(values.subarray(first * rowStride, (first + count) * rowStride));
    else
      for (let feature = 0; feature < features; feature += 1) {
        const from = feature * columnStride + first;
        input.set(values.subarray(from, from + count), feature * this.rows);
      }
    kernel.quantise(
      written.tasks,
      written.count,
      this.#input,
      count,
      isRowMajor ? features * 4 : 4,
      isRowMajor ? 4 : this.rows * 4,
      this.columns,
      this.columnTile,
    );
    return count;
  }

  sumsView(): Float32Array {
    return new Float32Array(
      this.#loader.arena.memory.buffer,
      this.sums,
      (Math.ceil(this.rows / TILE) * this.sumTile) / 4,
    );
  }

  valuesView(): Float32Array {
    return new Float32Array(this.#loader.arena.memory.buffer, this.values, this.#valueFloats);
  }
}
