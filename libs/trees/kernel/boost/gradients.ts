import { barrier, beginTasks, nextTask } from './barrier';
import { exp, expf4 } from './numbers';
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
  const weights = word(P.WEIGHTS);
  const rowSample = real(P.ROW_SAMPLE);
  // All rows count alike: four are added up at a time.
  const isEven = weights == 0 && rowSample >= 1;
  let fourG = f64x2.splat(0);
  let fourH = f64x2.splat(0);
  let sumG: f64 = 0;
  let sumH: f64 = 0;
  for (let row = begin; row < end; row += 4) {
    const at = <usize>row << 2;
    const margin = v128.load(word(P.MARGINS) + at);
    const label = v128.load(word(P.LABELS) + at);
    if (objective == P.SQUARED_ERROR) {
      v128.store(word(P.RAW_G) + at, f32x4.sub(margin, label));
      v128.store(word(P.RAW_H) + at, f32x4.splat(1));
    } else if (objective == P.LOGISTIC) {
      const p = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), expf4(f32x4.neg(margin))));
      v128.store(word(P.RAW_G) + at, f32x4.sub(p, label));
      const h = f32x4.mul(p, f32x4.sub(f32x4.splat(1), p));
      v128.store(word(P.RAW_H) + at, f32x4.pmax(h, f32x4.splat(<f32>1e-16)));
    } else if (objective == P.TWEEDIE) tweedie(at, margin, label);
    else poisson(at, margin, label);
    if (isEven && row + 4 <= end) {
      const g = f32x4.abs(v128.load(word(P.RAW_G) + at));
      const h = v128.load(word(P.RAW_H) + at);
      fourG = f64x2.add(fourG, f64x2.add(f64x2.promote_low_f32x4(g), upperOf(g)));
      fourH = f64x2.add(fourH, f64x2.add(f64x2.promote_low_f32x4(h), upperOf(h)));
      continue;
    }
    const last = min<u32>(end, row + 4);
    for (let its = row; its < last; its++) {
      const g = word(P.RAW_G) + (<usize>its << 2);
      const h = word(P.RAW_H) + (<usize>its << 2);
      if (weights != 0) {
        const weight = load<f32>(weights + (<usize>its << 2));
        store<f32>(g, load<f32>(g) * weight);
        store<f32>(h, load<f32>(h) * weight);
      }
      if (rowSample < 1 && !isDrawn(its, rowSample)) {
        store<f32>(g, 0);
        store<f32>(h, 0);
      }
      sumG += abs<f64>(load<f32>(g));
      sumH += load<f32>(h);
    }
  }
  sumG += f64x2.extract_lane(fourG, 0) + f64x2.extract_lane(fourG, 1);
  sumH += f64x2.extract_lane(fourH, 0) + f64x2.extract_lane(fourH, 1);
  store<f64>(sums, sumG);
  store<f64>(sums, sumH, 8);
}

/** Jørgensen's variance power ρ: g = −y e^((1−ρ)m) + e^((2−ρ)m). */
function tweedie(at: usize, margin: v128, label: v128): void {
  const power = <f32>real(P.TWEEDIE_POWER);
  const a = f32x4.mul(label, expf4(f32x4.mul(f32x4.splat(1 - power), margin)));
  const b = expf4(f32x4.mul(f32x4.splat(2 - power), margin));
  v128.store(word(P.RAW_G) + at, f32x4.sub(b, a));
  const h = f32x4.add(f32x4.mul(f32x4.splat(power - 1), a), f32x4.mul(f32x4.splat(2 - power), b));
  v128.store(word(P.RAW_H) + at, h);
}

/** g = eᵐ − y; h = e^(m + greatest step), as XGBoost keeps Newton's steps small. */
function poisson(at: usize, margin: v128, label: v128): void {
  const mean = expf4(margin);
  v128.store(word(P.RAW_G) + at, f32x4.sub(mean, label));
  v128.store(word(P.RAW_H) + at, f32x4.mul(mean, f32x4.splat(<f32>exp(real(P.MAX_DELTA_STEP)))));
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

/** The two upper lanes of four floats as doubles. */
// @ts-ignore: decorator
@inline
function upperOf(four: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3));
}

/** Scales are powers of two, so that scaling in float32 is exact; room behind the last row is there. */
function packGradients(begin: u32, end: u32): void {
  const scaleG = f32x4.splat(<f32>(1 / real(P.UNIT_G)));
  const scaleH = f32x4.splat(<f32>(1 / real(P.UNIT_H)));
  for (let row = begin; row < end; row += 4) {
    const at = <usize>row << 2;
    const g = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(word(P.RAW_G) + at), scaleG)));
    const h = i32x4.trunc_sat_f32x4_u(f32x4.nearest(f32x4.mul(v128.load(word(P.RAW_H) + at), scaleH)));
    const target = word(P.GRADIENTS) + (at << 1);
    v128.store(target, v128.shuffle<i32>(h, g, 0, 4, 1, 5));
    v128.store(target, v128.shuffle<i32>(h, g, 2, 6, 3, 7), 16);
  }
}
