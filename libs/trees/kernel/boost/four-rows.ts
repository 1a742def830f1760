import { exp, expf4 } from './numbers';
import * as P from './plan';
import { real, word } from './state';

/** Gradients and hessians of the four rows whose float32 words begin at `at`. */
export function rawOfFour(objective: u32, at: usize): void {
  const margin = v128.load(word(P.MARGINS) + at);
  const label = v128.load(word(P.LABELS) + at);
  if (objective == P.SQUARED_ERROR) keep(at, f32x4.sub(margin, label), f32x4.splat(1));
  else if (objective == P.LOGISTIC) {
    const p = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), expf4(f32x4.neg(margin))));
    const h = f32x4.mul(p, f32x4.sub(f32x4.splat(1), p));
    keep(at, f32x4.sub(p, label), f32x4.pmax(h, f32x4.splat(<f32>1e-16)));
  } else if (objective == P.TWEEDIE) tweedie(at, margin, label);
  else poisson(at, margin, label);
}

/** Jørgensen's variance power ρ: g = −y e^((1−ρ)m) + e^((2−ρ)m). */
function tweedie(at: usize, margin: v128, label: v128): void {
  const power = <f32>real(P.TWEEDIE_POWER);
  const a = f32x4.mul(label, expf4(f32x4.mul(f32x4.splat(1 - power), margin)));
  const b = expf4(f32x4.mul(f32x4.splat(2 - power), margin));
  const h = f32x4.add(f32x4.mul(f32x4.splat(power - 1), a), f32x4.mul(f32x4.splat(2 - power), b));
  keep(at, f32x4.sub(b, a), h);
}

/** g = eᵐ − y; h = e^(m + greatest step), as XGBoost keeps Newton's steps small. */
function poisson(at: usize, margin: v128, label: v128): void {
  const mean = expf4(margin);
  keep(at, f32x4.sub(mean, label), f32x4.mul(mean, f32x4.splat(<f32>exp(real(P.MAX_DELTA_STEP)))));
}

@inline
function keep(at: usize, g: v128, h: v128): void {
  v128.store(word(P.RAW_G) + at, g);
  v128.store(word(P.RAW_H) + at, h);
}

/** Sum of the magnitudes of `count` float32 numbers, a multiple of four, in two lanes. */
export function sumOfFours(from: usize, count: u32): f64 {
  let sums = f64x2.splat(0);
  const end = from + (<usize>count << 2);
  for (let at = from; at < end; at += 16) {
    const four = f32x4.abs(v128.load(at));
    const upper = f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3));
    sums = f64x2.add(sums, f64x2.add(f64x2.promote_low_f32x4(four), upper));
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** Scales four rows to whole numbers and packs each in a word. */
export function packFour(at: usize, scaleG: f32, scaleH: f32): void {
  const rawG = f32x4.mul(v128.load(word(P.RAW_G) + at), f32x4.splat(scaleG));
  const rawH = f32x4.mul(v128.load(word(P.RAW_H) + at), f32x4.splat(scaleH));
  const g = i32x4.trunc_sat_f32x4_s(f32x4.nearest(rawG));
  const h = i32x4.trunc_sat_f32x4_u(f32x4.nearest(rawH));
  const target = word(P.GRADIENTS) + (at << 1);
  v128.store(target, v128.shuffle<i32>(h, g, 0, 4, 1, 5));
  v128.store(target, v128.shuffle<i32>(h, g, 2, 6, 3, 7), 16);
}
