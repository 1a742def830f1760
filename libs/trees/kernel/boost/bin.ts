import { beginTasks, nextTask } from './barrier';
import * as P from './plan';
import { columnAt, rows, thread, word } from './state';

/** Digits of the radix sort: three of eleven bits make 32. */
const DIGIT_BITS: u32 = 11;
const DIGITS: u32 = 1 << DIGIT_BITS;

/** Finds the bins of the columns at hand from their quantiles and codes their values: tasks of one column. */
export function binColumns(): void {
  const count = word(P.TUNE_ROWS);
  beginTasks();
  const begin = word(P.BIN_BEGIN);
  const columns = word(P.BIN_END) - begin;
  for (let task = nextTask(); task < columns; task = nextTask()) {
    const column = begin + task;
    binColumn(column, word(P.VALUES) + ((<usize>task * rows) << 2));
    if (count == 0) continue;
    const values = word(P.TUNE_VALUES) + ((<usize>task * count) << 2);
    codeColumn(column, values, count, word(P.TUNE_CODES) + <usize>column * count);
  }
}

/** A float's bits in an order that unsigned numbers have too; both zeros are one. */
@inline
function keyOf(value: f32): u32 {
  const bits = reinterpret<u32>(value + 0);
  return (bits >> 31) != 0 ? ~bits : bits | 0x80000000;
}

@inline
function valueOf(key: u32): f32 {
  return reinterpret<f32>((key >> 31) != 0 ? key & 0x7fffffff : ~key);
}

function binColumn(column: u32, values: usize): void {
  const record = columnAt(column);
  const edges = word(P.EDGES) + ((column * word(P.MAX_BINS)) << 2);
  if (load<u32>(record, P.COLUMN_CATEGORICAL) != 0) findCategories(record, values);
  else findEdges(record, values, edges);
  codeColumn(column, values, rows, word(P.CODES) + <usize>column * rows);
}

/** Categories keep their codes; one more stands for all that no row to learn from has. The host sees that they fit. */
function findCategories(record: usize, values: usize): void {
  let greatest: f32 = -1;
  let missing: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    const value = load<f32>(values + (<usize>row << 2));
    if (value != value) {
      missing = 1;
      continue;
    }
    if (!(value >= 0 && value <= 253) || value != nearest<f32>(value)) {
      fault(record, 2, row);
      return;
    }
    if (value > greatest) greatest = value;
  }
  store<u32>(record, missing, P.COLUMN_HAS_MISSING);
  store<u32>(record, <u32>(greatest + 1), P.COLUMN_REST);
  store<u32>(record, <u32>(greatest + 2), P.COLUMN_BINS);
}

function fault(record: usize, kind: u32, row: u32): void {
  store<u32>(record, kind, P.COLUMN_FAULT);
  store<u32>(record, row, P.COLUMN_FAULT_ROW);
}

/** Weighted quantiles of the present values; all of them where they are few. The first edge is the least value. */
function findEdges(record: usize, values: usize, edges: usize): void {
  const weights = word(P.WEIGHTS);
  // A key, and with it a weight where there are some; sorting goes to and fro between two halves.
  const half = <usize>rows << (weights == 0 ? 2 : 3);
  const keys = word(P.SORT_SPACE) + thread * (half << 1);
  const other = keys + half;
  let present: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    const value = load<f32>(values + (<usize>row << 2));
    if (value != value) continue;
    if (value - value != 0) {
      fault(record, 1, row);
      return;
    }
    if (weights == 0) store<u32>(keys + (<usize>present << 2), keyOf(value));
    else {
      store<u32>(keys + (<usize>present << 3), keyOf(value));
      store<f32>(keys + (<usize>present << 3), load<f32>(weights + (<usize>row << 2)), 4);
    }
    present++;
  }
  store<u32>(record, present < rows ? 1 : 0, P.COLUMN_HAS_MISSING);
  // Three passes end in the other half.
  if (weights == 0) sortKeys(keys, other, present);
  else sortPairs(keys, other, present);
  // The code after the bins is that of missing values.
  const most = word(P.MAX_BINS) - 1;
  const bins = weights == 0 ? cutKeys(other, present, edges, most) : cutPairs(other, present, edges, most);
  store<u32>(record, bins, P.COLUMN_BINS);
}

function sortKeys(from: usize, to: usize, count: u32): void {
  let source = from;
  let target = to;
  for (let shift: u32 = 0; shift < 33; shift += DIGIT_BITS) {
    const counts = digitCounts(source, count, shift, 2);
    for (let i: u32 = 0; i < count; i++) {
      const key = load<u32>(source + (<usize>i << 2));
      const slot = counts + (<usize>((key >> shift) & (DIGITS - 1)) << 2);
      const place = load<u32>(slot);
      store<u32>(slot, place + 1);
      store<u32>(target + (<usize>place << 2), key);
    }
    const swap = source;
    source = target;
    target = swap;
  }
}

function sortPairs(from: usize, to: usize, count: u32): void {
  let source = from;
  let target = to;
  for (let shift: u32 = 0; shift < 33; shift += DIGIT_BITS) {
    const counts = digitCounts(source, count, shift, 3);
    for (let i: u32 = 0; i < count; i++) {
      const pair = load<u64>(source + (<usize>i << 3));
      const slot = counts + (<usize>((<u32>pair >> shift) & (DIGITS - 1)) << 2);
      const place = load<u32>(slot);
      store<u32>(slot, place + 1);
      store<u64>(target + (<usize>place << 3), pair);
    }
    const swap = source;
    source = target;
    target = swap;
  }
}

/** Where keys of each digit begin. */
function digitCounts(source: usize, count: u32, shift: u32, size: usize): usize {
  const counts = word(P.SCRATCH) + thread * P.SCRATCH_BYTES;
  memory.fill(counts, 0, DIGITS << 2);
  for (let i: u32 = 0; i < count; i++) {
    const slot = counts + (<usize>((load<u32>(source + (<usize>i << size)) >> shift) & (DIGITS - 1)) << 2);
    store<u32>(slot, load<u32>(slot) + 1);
  }
  let sum: u32 = 0;
  for (let digit: u32 = 0; digit < DIGITS; digit++) {
    const slot = counts + (<usize>digit << 2);
    const its = load<u32>(slot);
    store<u32>(slot, sum);
    sum += its;
  }
  return counts;
}

function cutKeys(keys: usize, count: u32, edges: usize, most: u32): u32 {
  let distinct: u32 = 0;
  for (let i: u32 = 0; i < count && distinct <= most; i++)
    if (i == 0 || load<u32>(keys + (<usize>i << 2)) != load<u32>(keys + (<usize>(i - 1) << 2))) distinct++;
  let bins: u32 = 0;
  let last: u32 = 0;
  const all = distinct <= most;
  const steps = all ? count : most;
  for (let step: u32 = 0; step < steps; step++) {
    const place = all ? step : <u32>((<u64>step * count) / most);
    const key = load<u32>(keys + (<usize>place << 2));
    if (bins > 0 && key == last) continue;
    store<f32>(edges + (<usize>bins << 2), valueOf(key));
    last = key;
    bins++;
  }
  return bins;
}

/**
 * Bins of about the same weight. A value that outweighs a bin begins one of its own, and only the others' weight is
 * parted among the bins that are left (as LightGBM counts; Ke et al. 2017): a few very heavy rows would else leave the
 * others hardly a bin.
 */
function cutPairs(pairs: usize, count: u32, edges: usize, most: u32): u32 {
  let total: f64 = 0;
  let distinct: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    total += load<f32>(pairs + (<usize>i << 3), 4);
    if (i == 0 || load<u32>(pairs + (<usize>i << 3)) != load<u32>(pairs + (<usize>(i - 1) << 3))) distinct++;
  }
  const all = distinct <= most;
  const heavy = total / <f64>most;
  const share = all ? 0 : shareOfLight(pairs, count, heavy, total, most);
  let bins: u32 = 0;
  let lightBins: u32 = 0;
  let passed: f64 = 0;
  for (let i: u32 = 0; i < count; ) {
    const weight = weightFrom(pairs, i, count);
    const isHeavy = weight >= heavy;
    const isFull = passed >= share * <f64>lightBins;
    if (all || ((bins == 0 || isHeavy || isFull) && bins < most)) {
      store<f32>(edges + (<usize>bins << 2), valueOf(load<u32>(pairs + (<usize>i << 3))));
      bins++;
      if (!isHeavy) lightBins++;
    }
    if (!isHeavy) passed += weight;
    i = nextValue;
  }
  return bins;
}

/** Where the value that `weightFrom` has just added up ends. */
let nextValue: u32 = 0;

/** Weight of the value that begins at a place. */
function weightFrom(pairs: usize, begin: u32, count: u32): f64 {
  const key = load<u32>(pairs + (<usize>begin << 3));
  let sum: f64 = 0;
  let i = begin;
  for (; i < count && load<u32>(pairs + (<usize>i << 3)) == key; i++) sum += load<f32>(pairs + (<usize>i << 3), 4);
  nextValue = i;
  return sum;
}

/** Weight of a bin without the values that outweigh one. */
function shareOfLight(pairs: usize, count: u32, heavy: f64, total: f64, most: u32): f64 {
  let light = total;
  let left = most;
  for (let i: u32 = 0; i < count; i = nextValue) {
    const weight = weightFrom(pairs, i, count);
    if (weight < heavy) continue;
    light -= weight;
    left--;
  }
  return light / <f64>max<u32>(left, 1);
}

/** Codes values: how many edges after the first are not above each, or the code after the bins where it is missing. */
function codeColumn(column: u32, values: usize, count: u32, codes: usize): void {
  const record = columnAt(column);
  const bins = load<u32>(record, P.COLUMN_BINS);
  if (load<u32>(record, P.COLUMN_CATEGORICAL) != 0) {
    for (let row: u32 = 0; row < count; row++) {
      const value = load<f32>(values + (<usize>row << 2));
      const isKnown = value >= 0 && value < <f32>(bins - 1);
      store<u8>(codes + row, <u8>(value != value ? bins : isKnown ? <u32>value : bins - 1));
    }
    return;
  }
  const edges = word(P.EDGES) + ((column * word(P.MAX_BINS)) << 2);
  for (let row: u32 = 0; row < count; row++) {
    const value = load<f32>(values + (<usize>row << 2));
    let low: u32 = 0;
    let length = bins;
    // The last edge that is not above the value, without branches.
    while (length > 1) {
      const half = length >> 1;
      low += load<f32>(edges + (<usize>(low + half) << 2)) <= value ? half : 0;
      length -= half;
    }
    store<u8>(codes + row, <u8>(value == value ? low : bins));
  }
}
