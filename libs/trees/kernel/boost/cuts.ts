/**
 * The best cut between two bins of a column, where neither L1, bounds nor monotone constraints hold it. Sums stay whole
 * numbers, of units that are powers of two, so the gain differs by a factor only; both sides' quotients are brought to
 * one denominator, since a division costs as much as all else. A bin without rows gives the gain of the cut before it,
 * which stays. Of equal gains the lower code counts.
 */
/** What was found: the last code that goes left, −1 for none; its gain and the packed sums of the left. */
export let cutCode: i32 = -1;
export let cutGain: f64 = 0;
export let cutLeft: i64 = 0;

/** Two cuts at a time, without branches. */
export function cutInPairs(sums: usize, bins: u32, start: i64, total: i64, threshold: f64, ridge: f64, least: f64): void {
  const whole = i64x2.splat(total);
  const even = bins & ~1;
  let left = start;
  let best = f64x2.splat(threshold);
  let bestLefts = i64x2.splat(0);
  let found = i64x2.splat(-1);
  let codes = i64x2.replace_lane(i64x2.splat(0), 1, 1);
  for (let code: u32 = 0; code < even; code += 2) {
    const first = left + load<i64>(sums + (code << 3));
    left = first + load<i64>(sums + (code << 3), 8);
    const lefts = i64x2.replace_lane(i64x2.splat(first), 1, left);
    const gain = gainsOf(lefts, i64x2.sub(whole, lefts), f64x2.splat(ridge), f64x2.splat(least));
    const isBetter = f64x2.gt(gain, best);
    best = v128.bitselect(gain, best, isBetter);
    bestLefts = v128.bitselect(lefts, bestLefts, isBetter);
    found = v128.bitselect(codes, found, isBetter);
    codes = i64x2.add(codes, i64x2.splat(2));
  }
  if (even < bins) {
    // The last one stands in both lanes; it comes after all the others.
    const lefts = i64x2.splat(left + load<i64>(sums + (even << 3)));
    const gain = gainsOf(lefts, i64x2.sub(whole, lefts), f64x2.splat(ridge), f64x2.splat(least));
    const isBetter = f64x2.gt(gain, f64x2.splat(max(f64x2.extract_lane(best, 0), f64x2.extract_lane(best, 1))));
    best = v128.bitselect(gain, best, isBetter);
    bestLefts = v128.bitselect(lefts, bestLefts, isBetter);
    found = v128.bitselect(codes, found, isBetter);
  }
  const one = i64x2.extract_lane(found, 0);
  const other = i64x2.extract_lane(found, 1);
  const oneGain = f64x2.extract_lane(best, 0);
  const otherGain = f64x2.extract_lane(best, 1);
  const isOther = one < 0 || otherGain > oneGain || (otherGain == oneGain && other >= 0 && other < one);
  cutCode = <i32>(isOther ? other : one);
  cutGain = isOther ? otherGain : oneGain;
  cutLeft = isOther ? i64x2.extract_lane(bestLefts, 1) : i64x2.extract_lane(bestLefts, 0);
}

/** Gains of two cuts in units of the packed sums; 0 where a side has too little hessian. */
@inline
function gainsOf(lefts: v128, rights: v128, ridge: v128, least: v128): v128 {
  const leftG = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(lefts, lefts, 1, 3, 1, 3));
  const rightG = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(rights, rights, 1, 3, 1, 3));
  const leftH = f64x2.convert_low_i32x4_u(v128.shuffle<i32>(lefts, lefts, 0, 2, 0, 2));
  const rightH = f64x2.convert_low_i32x4_u(v128.shuffle<i32>(rights, rights, 0, 2, 0, 2));
  const isEnough = v128.and(f64x2.ge(leftH, least), f64x2.ge(rightH, least));
  const below = f64x2.add(leftH, ridge);
  const other = f64x2.add(rightH, ridge);
  const above = f64x2.add(
    f64x2.mul(f64x2.mul(leftG, leftG), other),
    f64x2.mul(f64x2.mul(rightG, rightG), below),
  );
  return v128.and(f64x2.div(above, f64x2.mul(below, other)), isEnough);
}

/** The same, to the bit, for runtimes without SIMD. */
export function cutOneByOne(sums: usize, bins: u32, start: i64, total: i64, threshold: f64, ridge: f64, least: f64): void {
  let left = start;
  cutCode = -1;
  cutGain = threshold;
  for (let code: u32 = 0; code < bins; code++) {
    left += load<i64>(sums + (code << 3));
    const right = total - left;
    const leftH = <f64>(left & 0xffffffff);
    const rightH = <f64>(right & 0xffffffff);
    if (!(leftH >= least && rightH >= least)) continue;
    const leftG = <f64>(left >> 32);
    const rightG = <f64>(right >> 32);
    const below = leftH + ridge;
    const other = rightH + ridge;
    const gain = (leftG * leftG * other + rightG * rightG * below) / (below * other);
    if (!(gain > cutGain)) continue;
    cutGain = gain;
    cutCode = <i32>code;
    cutLeft = left;
  }
}
