import * as P from '../../kernel/boost/plan.ts';
import { TreesError } from '../trees-error.ts';
import { Arena } from './arena.ts';
import { baseScoreOfLabels } from './base-score.ts';
import { recodingOf, type Recoding } from './category-codes.ts';
import { copyColumns } from './copy-columns.ts';
import { findBundles, type StoredColumn } from './find-bundles.ts';
import { OBJECTIVES, POISSON_STEP, powerOf } from './objectives.ts';
import { atRow } from '../checks/refuse.ts';
import type { TrainRequest } from './train-request.ts';

const START = P.PLAN + P.PLAN_BYTES;
const DEFAULT_BINS = 256;
/** With fewer categories one is held against the rest, as in XGBoost. */
const ONE_HOT_CATEGORIES = 4;
/** Most bytes of histograms; beyond, they are built for both children. */
const HISTOGRAM_BYTES = 2 ** 29;
const BLOCK_COLUMNS = 8;
const BLOCK_HISTOGRAM = 16384;
const MOST_NODES = 2 ** 20;
/** Raw values that are binned at a time, in bytes, if that leaves each thread a column. */
const STAGED_BYTES = 2 ** 24;

/**
 * The memory that the threads of one training share. It is laid out in two steps: raw values, some columns at a time, and
 * what sorts them lie where later the gradients, lists and histograms do.
 */
export class TrainingMemory {
  readonly memory: WebAssembly.Memory;
  readonly request: TrainRequest;
  readonly baseScore: number;
  readonly recodings: readonly (Recoding | null)[];
  readonly #arena = new Arena(START);
  /** Where the second step's parts begin: everything before stays. */
  readonly #overlay: number;
  readonly #stagedColumns: number;

  /** Lays out what binning needs, and copies labels and weights. */
  constructor(request: TrainRequest) {
    this.request = request;
    const { fit, tune, params, threads } = request;
    const { rows, columns } = fit.matrix;
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
    const arena = this.#arena;
    const bins = params.maxBins ?? DEFAULT_BINS;
    const at = {
      columnTable: arena.take(columns * P.COLUMN_BYTES),
      edges: arena.take(columns * bins * 4),
      scratch: arena.take(threads * P.SCRATCH_BYTES),
      sums: arena.take(16 * Math.ceil(rows / P.SUM_ROWS)),
      labels: arena.take(rows * 4),
      weights: fit.weights ? arena.take(rows * 4) : 0,
      margins: arena.take(rows * 4),
      codes: arena.take(rows * columns),
    };
    const tuneRows = tune?.matrix.rows ?? 0;
    const tuneAt = {
      labels: arena.take(tuneRows * 4),
      weights: tune?.weights ? arena.take(tuneRows * 4) : 0,
      margins: arena.take(tuneRows * 4),
      codes: arena.take(tuneRows * columns),
      sums: arena.take(16 * Math.ceil(tuneRows / P.SUM_ROWS)),
    };
    this.#overlay = arena.end;
    const affordable = Math.floor(STAGED_BYTES / (4 * (rows + tuneRows)));
    this.#stagedColumns = Math.min(columns, Math.max(threads, affordable));
    const values = arena.take(rows * this.#stagedColumns * 4);
    const tuneValues = arena.take(tuneRows * this.#stagedColumns * 4);
    const sortSpace = arena.take(threads * rows * (fit.weights ? 16 : 8));
    arena.settle(this.memory);

    this.recodings = fit.matrix.categorical.map((is, column) => (is ? recodingOf(fit, column) : null));
    this.floats(at.labels, rows).set(fit.labels);
    if (fit.weights) this.floats(at.weights, rows).set(fit.weights);
    if (tune) this.floats(tuneAt.labels, tuneRows).set(tune.labels);
    if (tune?.weights) this.floats(tuneAt.weights, tuneRows).set(tune.weights);
    const { score, margin } = baseScoreOfLabels(request.objective, fit);
    this.baseScore = score;
    this.floats(at.margins, rows).fill(margin);
    this.floats(tuneAt.margins, tuneRows).fill(margin);

    this.#words({
      [P.ROWS]: rows,
      [P.COLUMNS]: columns,
      [P.VALUES]: values,
      [P.LABELS]: at.labels,
      [P.WEIGHTS]: at.weights,
      [P.MARGINS]: at.margins,
      [P.CODES]: at.codes,
      [P.COLUMN_TABLE]: at.columnTable,
      [P.EDGES]: at.edges,
      [P.MAX_BINS]: bins,
      [P.SORT_SPACE]: sortSpace,
      [P.SUMS]: at.sums,
      [P.SCRATCH]: at.scratch,
      [P.OBJECTIVE]: OBJECTIVES[request.objective].code,
      [P.MAX_DEPTH]: params.maxDepth,
      [P.HAS_MONOTONE]: Number(params.monotone?.some((way) => way !== 0) ?? false),
      [P.SEED]: request.seed,
      [P.ONE_HOT_CATEGORIES]: ONE_HOT_CATEGORIES,
      [P.TUNE_ROWS]: tuneRows,
      [P.TUNE_VALUES]: tuneValues,
      [P.TUNE_LABELS]: tuneAt.labels,
      [P.TUNE_WEIGHTS]: tuneAt.weights,
      [P.TUNE_MARGINS]: tuneAt.margins,
      [P.TUNE_CODES]: tuneAt.codes,
      [P.TUNE_SUMS]: tuneAt.sums,
    });
    const reals = this.view();
    for (const [offset, value] of [
      [P.LAMBDA, params.lambda ?? 1],
      [P.ALPHA, params.alpha ?? 0],
      [P.GAMMA, params.gamma ?? 0],
      [P.MIN_CHILD_WEIGHT, params.minChildWeight ?? 1],
      [P.MAX_DELTA_STEP, request.objective === 'poisson' ? POISSON_STEP : 0],
      [P.LEARNING_RATE, params.learningRate],
      [P.ROW_SAMPLE, params.rowSample ?? 1],
      [P.TWEEDIE_POWER, powerOf(params)],
    ] as const)
      reals.setFloat64(P.PLAN + offset, value, true);
    for (let column = 0; column < columns; column += 1) {
      const record = at.columnTable + column * P.COLUMN_BYTES;
      reals.setInt32(record + P.COLUMN_CATEGORICAL, Number(fit.matrix.categorical[column]), true);
      reals.setInt32(record + P.COLUMN_MONOTONE, params.monotone?.[column] ?? 0, true);
      reals.setInt32(record + P.COLUMN_ACTIVE, 1, true);
    }
  }

  /** Copies the next columns for binning, from `begin` on; where they end. */
  stage(begin: number): number {
    const { fit, tune } = this.request;
    const end = Math.min(fit.matrix.columns, begin + this.#stagedColumns);
    const target = this.floats(this.word(P.VALUES), (end - begin) * fit.matrix.rows);
    copyColumns(fit.matrix, begin, end, this.recodings, target);
    if (tune) {
      const tuneTarget = this.floats(this.word(P.TUNE_VALUES), (end - begin) * tune.matrix.rows);
      copyColumns(tune.matrix, begin, end, this.recodings, tuneTarget);
    }
    this.#words({ [P.BIN_BEGIN]: begin, [P.BIN_END]: end });
    return end;
  }

  /**
   * Lays out what growing needs, once the columns are coded: bundles, blocks of columns, gradients, histograms.
   *
   * @throws TreesError when a value could not be coded
   */
  layOutGrowth(): void {
    const { request } = this;
    const { rows, columns } = request.fit.matrix;
    this.#refuseFaults();
    const codes = this.word(P.CODES);
    const stored = findBundles(
      Array.from({ length: columns }, (_, column) => ({
        codes: new Uint8Array(this.memory.buffer, codes + column * rows, rows),
        size: this.column(column, P.COLUMN_BINS) + this.column(column, P.COLUMN_HAS_MISSING),
        isNumeric: !request.fit.matrix.categorical[column],
      })),
      rows,
    );
    const arena = new Arena(this.#overlay);
    const blocks = blocksOf(stored.length);
    const members = stored.flatMap((its) => its.members);
    const maxNodes = Math.min(2 ** (request.params.maxDepth + 1) - 1, 2 * rows + 1, MOST_NODES);
    const widest = Math.min(2 ** Math.max(0, request.params.maxDepth - 1), rows, maxNodes);
    const slots = Math.max(
      1,
      Math.min(widest, Math.floor(HISTOGRAM_BYTES / (blocks.length * BLOCK_HISTOGRAM))),
    );
    const at = {
      members: arena.take(members.length * 4),
      memberStart: arena.take((stored.length + 1) * 4),
      storedCodes: arena.take(stored.length * 4),
      blockTable: arena.take(blocks.length * P.BLOCK_BYTES),
      nodes: arena.take(maxNodes * P.NODE_BYTES),
      goes: arena.take(maxNodes * 256),
      categories: arena.take(maxNodes * 32),
      segments: arena.take(maxNodes * request.threads * 8),
      splits: arena.take(widest * blocks.length * P.SPLIT_BYTES),
      freeSlots: arena.take(slots * 4),
      gradients: arena.take((rows + 4) * 8),
      // Raw gradients and hessians lie here first; four rows at a time, they need room behind the last one.
      listA: arena.take((rows + 4) * 4),
      listB: arena.take((rows + 4) * 4),
      histograms: arena.take(slots * blocks.length * BLOCK_HISTOGRAM),
      blockCodes: arena.take(blocks.length * rows * 8),
    };
    const bundleCodes = stored.map((its, index) =>
      its.members.length === 1 ? codes + its.members[0]!.column * rows : { index },
    );
    const bundled = bundleCodes.map((address) => (typeof address === 'number' ? address : arena.take(rows)));
    arena.settle(this.memory);
    this.#words({
      [P.STORED]: stored.length,
      [P.BLOCKS]: blocks.length,
      [P.MEMBERS]: at.members,
      [P.MEMBER_START]: at.memberStart,
      [P.STORED_CODES]: at.storedCodes,
      [P.BLOCK_TABLE]: at.blockTable,
      [P.BLOCK_CODES]: at.blockCodes,
      [P.NODES]: at.nodes,
      [P.GOES]: at.goes,
      [P.CATEGORIES]: at.categories,
      [P.SEGMENTS]: at.segments,
      [P.SPLITS]: at.splits,
      [P.FREE_SLOTS]: at.freeSlots,
      [P.RAW_G]: at.listA,
      [P.RAW_H]: at.listB,
      [P.GRADIENTS]: at.gradients,
      [P.LIST_A]: at.listA,
      [P.LIST_B]: at.listB,
      [P.HISTOGRAMS]: at.histograms,
      [P.SLOTS]: slots,
      [P.MAX_NODES]: maxNodes,
    });
    this.#writeColumns(stored, at);
    this.integers(at.storedCodes, stored.length).set(bundled);
    blocks.forEach(({ first, size }, block) => {
      const record = at.blockTable + block * P.BLOCK_BYTES;
      this.view().setInt32(record + P.BLOCK_FIRST, first, true);
      this.view().setInt32(record + P.BLOCK_SIZE, size, true);
    });
  }

  #writeColumns(
    stored: readonly StoredColumn[],
    at: { readonly members: number; readonly memberStart: number },
  ): void {
    const table = this.word(P.COLUMN_TABLE);
    let place = 0;
    stored.forEach(({ members }, index) => {
      this.view().setInt32(at.memberStart + 4 * index, place, true);
      for (const { column, implied, offset } of members) {
        this.view().setInt32(at.members + 4 * place, column, true);
        const record = table + column * P.COLUMN_BYTES;
        this.view().setInt32(record + P.COLUMN_STORED, index, true);
        this.view().setInt32(record + P.COLUMN_IMPLIED, implied, true);
        this.view().setInt32(record + P.COLUMN_OFFSET, offset, true);
        place += 1;
      }
    });
    this.view().setInt32(at.memberStart + 4 * stored.length, place, true);
  }

  #refuseFaults(): void {
    const { names } = this.request.fit.matrix;
    names.forEach((name, column) => {
      const fault = this.column(column, P.COLUMN_FAULT);
      if (fault === 0) return;
      const row = this.column(column, P.COLUMN_FAULT_ROW);
      const expected = fault === 1 ? 'finite or missing values' : 'category codes 0, 1, 2 …';
      throw new TreesError(
        `Expected ${expected} in column "${name}", found ${fault === 1 ? 'an infinity' : 'another value'} (${atRow(row)}); ` +
          'clean the column, or leave the value out (NaN)',
      );
    });
  }

  #words(words: Readonly<Record<number, number>>): void {
    const view = this.view();
    for (const [offset, value] of Object.entries(words)) view.setUint32(P.PLAN + Number(offset), value, true);
  }

  word(offset: number): number {
    return this.view().getUint32(P.PLAN + offset, true);
  }

  /** A word of a column's record. */
  column(column: number, offset: number): number {
    return this.view().getInt32(this.word(P.COLUMN_TABLE) + column * P.COLUMN_BYTES + offset, true);
  }

  /** Views are made anew, since a memory that grows has another buffer. */
  view(): DataView {
    return new DataView(this.memory.buffer);
  }

  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length);
  }

  integers(at: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, length);
  }
}

/** Stored columns in blocks of nearly equal size; two at least, so that two threads have work at the root. */
function blocksOf(stored: number): { first: number; size: number }[] {
  const count = Math.max(Math.ceil(stored / BLOCK_COLUMNS), Math.min(stored, 2));
  return Array.from({ length: count }, (_, block) => {
    const first = Math.floor((block * stored) / count);
    return { first, size: Math.floor(((block + 1) * stored) / count) - first };
  });
}
