import { beginTasks, nextTask, barrier } from './barrier';
import { exp, log, logFactorial } from './numbers';
import * as P from './plan';
import { columnAt, nodeAt, real, word } from './state';

/** Moves the tuning rows' margins by the newest tree, and sums their losses block by block. */
export function scoreTuneRows(): void {
  const count = word(P.TUNE_ROWS);
  if (count == 0) return;
  const blocks = (count + P.SUM_ROWS - 1) / P.SUM_ROWS;
  beginTasks();
  for (let block = nextTask(); block < blocks; block = nextTask()) {
    const end = min<u32>(count, (block + 1) * P.SUM_ROWS);
    scoreBlock(block * P.SUM_ROWS, end, count, word(P.TUNE_SUMS) + (block << 4));
  }
  barrier();
}

function scoreBlock(begin: u32, end: u32, count: u32, sums: usize): void {
  const weights = word(P.TUNE_WEIGHTS);
  let sum: f64 = 0;
  let all: f64 = 0;
  for (let row = begin; row < end; row++) {
    const at = word(P.TUNE_MARGINS) + (<usize>row << 2);
    const margin = load<f32>(at) + leafOf(row, count);
    store<f32>(at, margin);
    const weight: f64 = weights == 0 ? 1 : <f64>load<f32>(weights + (<usize>row << 2));
    sum += weight * lossOf(<f64>margin, <f64>load<f32>(word(P.TUNE_LABELS) + (<usize>row << 2)));
    all += weight;
  }
  store<f64>(sums, sum);
  store<f64>(sums, all, 8);
}

function leafOf(row: u32, count: u32): f32 {
  let node: u32 = 0;
  let at = nodeAt(node);
  for (let left = load<i32>(at, P.NODE_LEFT); left >= 0; left = load<i32>(at, P.NODE_LEFT)) {
    const column = load<u32>(at, P.NODE_COLUMN);
    const code = <u32>load<u8>(word(P.TUNE_CODES) + column * count + row);
    node = <u32>left + (goesLeft(at, node, column, code) ? 0 : 1);
    at = nodeAt(node);
  }
  return load<f32>(at, P.NODE_VALUE);
}

function goesLeft(at: usize, node: u32, column: u32, code: u32): bool {
  const bins = load<u32>(columnAt(column), P.COLUMN_BINS);
  if (code == bins) return load<u32>(at, P.NODE_DEFAULT_LEFT) != 0;
  if (load<u32>(at, P.NODE_BY_CATEGORY) == 0) return <i32>code <= load<i32>(at, P.NODE_CODE);
  const bits = load<u32>(word(P.CATEGORIES) + (node << 5) + ((code >> 5) << 2));
  return ((bits >> (code & 31)) & 1) == 0;
}

/** A row's part of the metric that the official library stops by. */
function lossOf(margin: f64, label: f64): f64 {
  const objective = word(P.OBJECTIVE);
  if (objective == P.SQUARED_ERROR) return (margin - label) * (margin - label);
  if (objective == P.LOGISTIC) {
    const p = 1 / (1 + exp(-margin));
    return -(label * log(max(p, 1e-16)) + (1 - label) * log(max(1 - p, 1e-16)));
  }
  const mean = max(exp(margin), 1e-16);
  if (objective == P.POISSON) return mean - label * log(mean) + logFactorial(label);
  const power = real(P.TWEEDIE_POWER);
  return exp((2 - power) * log(mean)) / (2 - power) - (label * exp((1 - power) * log(mean))) / (1 - power);
}
