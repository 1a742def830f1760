import { barrier, beginTasks, nextTask } from './barrier';
import { packFour, rawOfFour, sumOfFours } from './four-rows';
import { packOne, rawOfOne, sumByOnes } from './one-row';
import * as P from './plan';
import { attachUnits, real, rows, thread, word } from './state';

/** Sums of |g| and h are scaled to below these, so that no sum of any rows overflows its half of a word. */
const ROOM_G: f64 = 1073741824;
const ROOM_H: f64 = 2147483648;

/** Gradients and hessians of all rows, scaled by powers of two and packed: g in the upper half of a word, h below. */
export function computeGradients(): void {
  const blocks = (rows + P.SUM_ROWS - 1) / P.SUM_ROWS;
  beginTasks();
  for (let block = nextTask(); block < blocks; block = nextTask())
    rawGradients(block * P.SUM_ROWS, min<u32>(rows, (block + 1) * P.SUM_ROWS), word(P.SUMS) + (block << 4));
  barrier();
  if (thread == 0) scaleGradients(blocks);
  beginTasks();
  attachUnits();
  for (let block = nextTask(); block < blocks; block = nextTask())
    packGradients(block * P.SUM_ROWS, min<u32>(rows, (block + 1) * P.SUM_ROWS));
  barrier();
}

/** Four rows at a time: room behind the last row is there. */
function rawGradients(begin: u32, end: u32, sums: usize): void {
  const objective = word(P.OBJECTIVE);
  for (let row = begin; row < end; row += 4) {
    const at = <usize>row << 2;
    if (ASC_FEATURE_SIMD) rawOfFour(objective, at);
    else for (let its: usize = 0; its < 16; its += 4) rawOfOne(objective, at + its);
  }
  const weights = word(P.WEIGHTS);
  const rowSample = real(P.ROW_SAMPLE);
  if (weights != 0) weigh(begin, end, weights);
  if (rowSample < 1) leaveOut(begin, end, rowSample);
  store<f64>(sums, sumOf(word(P.RAW_G), begin, end));
  store<f64>(sums, sumOf(word(P.RAW_H), begin, end), 8);
}

function weigh(begin: u32, end: u32, weights: usize): void {
  for (let row = begin; row < end; row++) {
    const at = <usize>row << 2;
    const weight = load<f32>(weights + at);
    store<f32>(word(P.RAW_G) + at, load<f32>(word(P.RAW_G) + at) * weight);
    store<f32>(word(P.RAW_H) + at, load<f32>(word(P.RAW_H) + at) * weight);
  }
}

function leaveOut(begin: u32, end: u32, rowSample: f64): void {
  for (let row = begin; row < end; row++) {
    if (isDrawn(row, rowSample)) continue;
    store<f32>(word(P.RAW_G) + (<usize>row << 2), 0);
    store<f32>(word(P.RAW_H) + (<usize>row << 2), 0);
  }
}

/** Sum of magnitudes: fours first, then what is left of them. */
function sumOf(values: usize, begin: u32, end: u32): f64 {
  const from = values + (<usize>begin << 2);
  const fours = (end - begin) & ~3;
  let sum = ASC_FEATURE_SIMD ? sumOfFours(from, fours) : sumByOnes(from, fours);
  for (let its = fours; its < end - begin; its++) sum += abs<f64>(load<f32>(from + (<usize>its << 2)));
  return sum;
}

/** Whether a tree learns from a row: a hash of seed, round and row against the share. */
function isDrawn(row: u32, share: f64): bool {
  let hash = (row + 1) * 0x9e3779b1 + word(P.ROUND) * 0x85ebca77 + word(P.SEED) * 0xc2b2ae3d;
  hash = (hash ^ (hash >> 16)) * 0x7feb352d;
  hash = (hash ^ (hash >> 15)) * 0x846ca68b;
  hash ^= hash >> 16;
  return <f64>hash < share * 4294967296;
}

/** Powers of two, so that scaling is exact and sums stand for what they stood for. */
function scaleGradients(blocks: u32): void {
  let sumG: f64 = 0;
  let sumH: f64 = 0;
  for (let block: u32 = 0; block < blocks; block++) {
    sumG += load<f64>(word(P.SUMS) + (block << 4));
    sumH += load<f64>(word(P.SUMS) + (block << 4), 8);
  }
  // Each row is rounded by a half at most, so so many halves are kept free.
  store<f64>(P.PLAN + P.UNIT_G, unitFor(sumG, ROOM_G - <f64>rows));
  store<f64>(P.PLAN + P.UNIT_H, unitFor(sumH, ROOM_H - <f64>rows));
}

/** The smallest power of two whose multiple `room` is not below the sum. */
function unitFor(sum: f64, room: f64): f64 {
  if (!(sum > 0)) return 1;
  let unit: f64 = 1;
  while (unit * room < sum) unit *= 2;
  while (unit * 0.5 * room >= sum) unit *= 0.5;
  return unit;
}

/** Scales are powers of two, so that scaling in float32 is exact; room behind the last row is there. */
function packGradients(begin: u32, end: u32): void {
  const scaleG = <f32>(1 / real(P.UNIT_G));
  const scaleH = <f32>(1 / real(P.UNIT_H));
  for (let row = begin; row < end; row += 4) {
    const at = <usize>row << 2;
    if (ASC_FEATURE_SIMD) packFour(at, scaleG, scaleH);
    else for (let its: usize = 0; its < 16; its += 4) packOne(at + its, scaleG, scaleH);
  }
}
