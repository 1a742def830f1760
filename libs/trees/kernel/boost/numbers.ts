/**
 * Exponentials and logarithms of the kernel's own, so that a model has the same bytes on every machine and in every
 * host: only additions, multiplications, divisions and roundings, which IEEE 754 fixes to the bit.
 */
const LOG2_E: f32 = 1.44269504;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
const C0: f32 = 1.9875691500e-4;
const C1: f32 = 1.3981999507e-3;
const C2: f32 = 8.3334519073e-3;
const C3: f32 = 4.1665795894e-2;
const C4: f32 = 1.6666665459e-1;
const C5: f32 = 5.0000001201e-1;
/** Beyond these the exponential leaves the normal float32 numbers. */
const LOWEST: f32 = -87;
const HIGHEST: f32 = 88;

/** Added to a float32 below 2²², it leaves the nearest whole number in the lowest bits. */
const SHIFTER: f32 = 12582912;

/** eˣ of four numbers within 2 ulp of float32; each is clamped to [−87, 88]. (Cephes, expf.) */
@inline
export function expf4(input: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(input, f32x4.splat(LOWEST)), f32x4.splat(HIGHEST));
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(SHIFTER));
  const n = f32x4.sub(shifted, f32x4.splat(SHIFTER));
  const r = f32x4.sub(
    f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH))),
    f32x4.mul(n, f32x4.splat(LN2_LOW)),
  );
  let p = f32x4.add(f32x4.mul(f32x4.splat(C0), r), f32x4.splat(C1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(C2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(C3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(C4));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(C5));
  const e = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127 - 0x4b400000)), 23);
  return f32x4.mul(e, power);
}

/** The same of one number, to the bit, for runtimes without SIMD. */
export function expf(input: f32): f32 {
  const raised = input < LOWEST ? LOWEST : input;
  const x = HIGHEST < raised ? HIGHEST : raised;
  const shifted = x * LOG2_E + SHIFTER;
  const n = shifted - SHIFTER;
  const r = x - n * LN2_HIGH - n * LN2_LOW;
  let p = C0 * r + C1;
  p = p * r + C2;
  p = p * r + C3;
  p = p * r + C4;
  p = p * r + C5;
  const e = p * (r * r) + r + 1;
  return e * reinterpret<f32>((reinterpret<i32>(shifted) + (127 - 0x4b400000)) << 23);
}

const LN2: f64 = 0.6931471805599453;
const LN2_HEAD: f64 = 6.93147180369123816490e-1;
const LN2_TAIL: f64 = 1.90821492927058770002e-10;

/** Natural logarithm of a positive normal number, within 2 ulp: ln m = 2 artanh((m − 1) / (m + 1)). */
export function log(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  let exponent = <i32>((bits >> 52) & 0x7ff) - 1023;
  let m = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent += 1;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let sum: f64 = 1.0 / 23;
  for (let k = 21; k >= 3; k -= 2) sum = sum * z + 1.0 / <f64>k;
  return <f64>exponent * LN2_HEAD + (s * z * sum * 2 + s * 2 + <f64>exponent * LN2_TAIL);
}

/** eˣ within 2 ulp; x is clamped to [−700, 700]. */
export function exp(input: f64): f64 {
  const x = min(max(input, -700), 700);
  const n = nearest(x / LN2);
  const r = x - n * LN2_HEAD - n * LN2_TAIL;
  let sum: f64 = 1;
  for (let k = 14; k >= 1; k--) sum = 1 + (sum * r) / <f64>k;
  return sum * reinterpret<f64>((<i64>n + 1023) << 52);
}

/** ln Γ(y + 1) for y ≥ 0, by Stirling's series above 15. */
export function logFactorial(y: f64): f64 {
  let x = y + 1;
  let product: f64 = 1;
  while (x < 15) {
    product *= x;
    x += 1;
  }
  const i = 1 / x;
  const z = i * i;
  const series = i * (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188))));
  return (x - 0.5) * log(x) - x + 0.9189385332046727 + series - log(product);
}
