import { exp, expf } from './numbers';
import * as P from './plan';
import { real, word } from './state';

/** What four-rows.ts does, to the bit, for runtimes without SIMD: gradient and hessian of the row whose word is at `at`. */
export function rawOfOne(objective: u32, at: usize): void {
  const margin = load<f32>(word(P.MARGINS) + at);
  const label = load<f32>(word(P.LABELS) + at);
  if (objective == P.SQUARED_ERROR) keep(at, margin - label, 1);
  else if (objective == P.LOGISTIC) {
    const p = <f32>1 / (<f32>1 + expf(-margin));
    const h = p * (<f32>1 - p);
    keep(at, p - label, h < <f32>1e-16 ? <f32>1e-16 : h);
  } else if (objective == P.TWEEDIE) {
    const power = <f32>real(P.TWEEDIE_POWER);
    const a = label * expf((1 - power) * margin);
    const b = expf((2 - power) * margin);
    keep(at, b - a, (power - 1) * a + (2 - power) * b);
  } else {
    const mean = expf(margin);
    keep(at, mean - label, mean * <f32>exp(real(P.MAX_DELTA_STEP)));
  }
}

@inline
function keep(at: usize, g: f32, h: f32): void {
  store<f32>(word(P.RAW_G) + at, g);
  store<f32>(word(P.RAW_H) + at, h);
}

/** Sum of the magnitudes of `count` float32 numbers, a multiple of four, in the same order as with two lanes. */
export function sumByOnes(from: usize, count: u32): f64 {
  let one: f64 = 0;
  let other: f64 = 0;
  const end = from + (<usize>count << 2);
  for (let at = from; at < end; at += 16) {
    one += magnitude(at) + magnitude(at + 8);
    other += magnitude(at + 4) + magnitude(at + 12);
  }
  return one + other;
}

@inline
function magnitude(at: usize): f64 {
  return <f64>abs<f32>(load<f32>(at));
}

/** Scales a row to whole numbers and packs them in a word. */
export function packOne(at: usize, scaleG: f32, scaleH: f32): void {
  const g = <i32>nearest<f32>(load<f32>(word(P.RAW_G) + at) * scaleG);
  const h = <u32>nearest<f32>(load<f32>(word(P.RAW_H) + at) * scaleH);
  store<u64>(word(P.GRADIENTS) + (at << 1), (<u64>(<u32>g) << 32) | <u64>h);
}
