import { decodeBase64 } from './runtime.ts';
import { SCORE_WASM } from './score.wasm.ts';

/** The functions of kernel/score/, on a memory that the caller lays out. */
export interface ScoreKernel {
  readonly memory: WebAssembly.Memory;
  quantise(
    tasks: number,
    count: number,
    values: number,
    rows: number,
    rowBytes: number,
    columnBytes: number,
    columns: number,
    tileBytes: number,
  ): void;
  buildTable(
    leaves: number,
    count: number,
    entries: number,
    lanes: number,
    perUnit: number,
    refines: number,
    rules: number,
    scratch: number,
    to: number,
  ): void;
  explain: RunPasses;
  explainInPlace: RunPasses;
  flush(
    sums: number,
    sumTile: number,
    rows: number,
    features: number,
    unit: number,
    to: number,
    rowBytes: number,
  ): void;
  predict: RunPasses;
  walk(
    trees: number,
    count: number,
    rows: number,
    columns: number,
    columnTile: number,
    work: number,
    values: number,
    rowBytes: number,
  ): void;
}

type RunPasses = (
  program: number,
  count: number,
  rows: number,
  columns: number,
  columnTile: number,
  sums: number,
  sumTile: number,
) => void;

/** Rows that the kernel works on together (kernel/score/layout.ts). */
export const TILE = 128;
/** The slots, which are free while tables are built. */
export const SCRATCH_BYTE = 65_536;
/** First byte that the kernel does not use itself: behind 16 slots of 65 KB that begin at 64 KB. */
export const FIRST_FREE_BYTE = 65_536 + 16 * (65_536 + 1024);
export const PAGE_BYTES = 65_536;
/** 4 GB, all that 32-bit addresses reach. */
export const MOST_PAGES = 65_536;

let compiled: WebAssembly.Module | undefined;

/** The compiled module, which may be sent to worker threads; compiled once. */
export function scoreModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(decodeBase64(SCORE_WASM));
  return compiled;
}

/** A kernel with a memory of its own. */
export function createScoreKernel(module = scoreModule()): ScoreKernel {
  const memory = new WebAssembly.Memory({
    initial: Math.ceil(FIRST_FREE_BYTE / PAGE_BYTES),
    maximum: MOST_PAGES,
  });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { quantise, buildTable, explain, explainInPlace, flush, predict, walk } = exports as Omit<
    ScoreKernel,
    'memory'
  > &
    WebAssembly.Exports;
  return { memory, quantise, buildTable, explain, explainInPlace, flush, predict, walk };
}
