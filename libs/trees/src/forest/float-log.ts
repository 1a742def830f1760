/**
 * Sixteen points c that split [0.7, 1.4) evenly: 1 / c, then ln c. With the polynomial below these are the figures of
 * the GNU C library's logf since 2.27 (from Arm's optimized-routines), which the official library calls. Its result is
 * off by up to 0.82 units in the last place, so a correctly rounded logarithm would give other base margins.
 */
const POINTS: readonly (readonly [number, number])[] = [
  [0x1661ec79f8f3be / 2 ** 52, -0x157bf7808caade / 2 ** 54],
  [0x1571ed4aaf883d / 2 ** 52, -0x12bef0a7c06ddb / 2 ** 54],
  [0x149539f0f010b0 / 2 ** 52, -0x101eae7f513a67 / 2 ** 54],
  [0x13c995b0b80385 / 2 ** 52, -0x1b31d8a68224e9 / 2 ** 55],
  [0x130d190c8864a5 / 2 ** 52, -0x16574f0ac07758 / 2 ** 55],
  [0x125e227b0b8ea0 / 2 ** 52, -0x11aa2bc79c8100 / 2 ** 55],
  [0x11bb4a4a1a343f / 2 ** 52, -0x1a4e76ce8c0e5e / 2 ** 56],
  [0x112358f08ae5ba / 2 ** 52, -0x11973c5a611ccc / 2 ** 56],
  [0x10953f419900a7 / 2 ** 52, -0x1252f438e10c1e / 2 ** 57],
  [1, 0],
  [0x1e608cfd9a47ac / 2 ** 53, 0x1aa5aa5df25984 / 2 ** 57],
  [0x1ca4b31f026aa0 / 2 ** 53, 0x1c5e53aa362eb4 / 2 ** 56],
  [0x1b2036576afce6 / 2 ** 53, 0x1526e57720db08 / 2 ** 55],
  [0x19c2d163a1aa2d / 2 ** 53, 0x1bc2860d224770 / 2 ** 55],
  [0x1886e6037841ed / 2 ** 53, 0x11058bc8a07ee1 / 2 ** 54],
  [0x1767dcf5534862 / 2 ** 53, 0x14043057b6ee09 / 2 ** 54],
];
/** ln(1 + r) ≈ r + A₂r² + A₁r³ + A₀r⁴. */
const [A0, A1, A2] = [
  -0x100ea348b88334 / 2 ** 54,
  0x15575b0be00b6a / 2 ** 54,
  -0x1ffffef20a4123 / 2 ** 54,
] as const;

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/**
 * The natural logarithm of a 32-bit float as the GNU C library's `logf` rounds it, bit for bit.
 *
 * @param x a float above 0; others give what Math.log gives
 */
export function floatLog(x: number): number {
  if (!(x >= 2 ** -126 && x < Infinity)) return Math.fround(Math.log(x));
  float[0] = x;
  const offset = (bits[0]! - 0x3f330000) | 0;
  const exponent = offset >> 23;
  const [inverse, logarithm] = POINTS[(offset >>> 19) & 15]!;
  bits[0] = bits[0]! - (offset & 0xff800000);
  const r = float[0]! * inverse - 1;
  const r2 = r * r;
  const y = logarithm + exponent * Math.LN2;
  return Math.fround((A1 * r + A2 + A0 * r2) * r2 + (y + r));
}
