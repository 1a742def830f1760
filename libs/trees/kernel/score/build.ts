/*
 * A leaf is a record of 64-bit words: its value, number of features d and of groups g (32 bits each); then for each
 * feature its cover ratio and its lane; for each group (in the order of the index) its number of states, the bit of its
 * feature (0 where the leaf asks nothing of it) and the address of one byte a state, 1 where it satisfies the leaf.
 */

/** Entries of a leaf's own table: patterns of up to ten features. */
const PATTERNS: usize = 1024;

/**
 * Fills a part's table: for each entry the Shapley values of all its leaves, added up in float64 and rounded to
 * integers of the unit; or, where `refines` is not 0, what that rounding leaves, in so many parts of a unit. `src/score/leaf-shapley.ts` says which integral a leaf's value is, and does the same in plain
 * TypeScript. Rules: for n = 1 … 5 points at `(n − 1) · 128` bytes the points, 64 bytes further the weights.
 */
export function buildTable(
  leaf: usize,
  leaves: i32,
  entries: usize,
  lanes: usize,
  perUnit: f64,
  refines: f64,
  rules: usize,
  scratch: usize,
  to: usize,
): void {
  const entryBytes = lanes << 3;
  const products = scratch;
  const vectors = products + PATTERNS * 8;
  const violated = vectors + PATTERNS * 12 * 8;
  const sums = violated + entries * 2 + (16 - ((entries * 2) & 15));
  memory.fill(sums, 0, entries * entryBytes);
  for (let i = 0; i < leaves; i += 1) {
    const value = load<f64>(leaf);
    const features = <usize>load<u32>(leaf, 8);
    const groups = load<u32>(leaf, 12);
    leaf += 16;
    explainLeaf(value, features, leaf, lanes, rules, products, vectors);
    leaf += features << 4;
    leaf = findViolations(leaf, groups, violated);
    const all: usize = (1 << features) - 1;
    for (let entry: usize = 0, sum = sums; entry < entries; entry += 1, sum += entryBytes) {
      const satisfied = all & ~(<usize>load<u16>(violated + (entry << 1)));
      const vector = vectors + satisfied * entryBytes;
      for (let lane: usize = 0; lane < entryBytes; lane += 32) {
        v128.store(sum + lane, f64x2.add(v128.load(sum + lane), v128.load(vector + lane)));
        v128.store(sum + lane, f64x2.add(v128.load(sum + lane, 16), v128.load(vector + lane, 16)), 16);
      }
    }
  }
  for (let from = sums, end = sums + entries * entryBytes; from < end; from += 32, to += 16) {
    const low = i32x4.trunc_sat_f64x2_s_zero(inUnits(v128.load(from), perUnit, refines));
    const high = i32x4.trunc_sat_f64x2_s_zero(inUnits(v128.load(from, 16), perUnit, refines));
    v128.store(to, v128.shuffle<i64>(low, high, 0, 2));
  }
}

@inline
function inUnits(sums: v128, perUnit: f64, refines: f64): v128 {
  const units = f64x2.mul(sums, f64x2.splat(perUnit));
  const whole = f64x2.nearest(units);
  if (refines == 0) return whole;
  return f64x2.nearest(f64x2.mul(f64x2.sub(units, whole), f64x2.splat(refines)));
}

/** Shapley values of one leaf for each pattern of satisfied features, each in its lane. */
function explainLeaf(
  value: f64,
  features: usize,
  feature: usize,
  lanes: usize,
  rules: usize,
  products: usize,
  vectors: usize,
): void {
  const patterns: usize = 1 << features;
  const entryBytes = lanes << 3;
  memory.fill(vectors, 0, patterns * entryBytes);
  const points = (features + 1) >> 1;
  const rule = rules + (points - 1) * 128;
  for (let q: usize = 0; q < points; q += 1) {
    const t = load<f64>(rule + (q << 3));
    store<f64>(products, value * load<f64>(rule + (q << 3), 64));
    for (let k: usize = 0; k < features; k += 1) {
      const z = load<f64>(feature + (k << 4));
      const notSatisfied = z * (1 - t);
      const satisfied = notSatisfied + t;
      const half: usize = 8 << k;
      for (let at = products, end = products + half; at < end; at += 8) {
        const product = load<f64>(at);
        store<f64>(at + half, product * satisfied);
        store<f64>(at, product * notSatisfied);
      }
    }
    const whenNot = -1 / (1 - t);
    for (let k: usize = 0; k < features; k += 1) {
      const z = load<f64>(feature + (k << 4));
      const when = (1 - z) / (z * (1 - t) + t);
      const bit: usize = 1 << k;
      let vector = vectors + (<usize>load<u32>(feature + (k << 4), 8) << 3);
      for (let pattern: usize = 0; pattern < patterns; pattern += 1, vector += entryBytes) {
        const gain = select(when, whenNot, (pattern & bit) != 0);
        store<f64>(vector, load<f64>(vector) + load<f64>(products + (pattern << 3)) * gain);
      }
    }
  }
}

/** For each entry the bits of the features that it does not satisfy; returns where the groups end. */
function findViolations(group: usize, groups: u32, violated: usize): usize {
  let filled: usize = 1;
  store<u16>(violated, 0);
  for (let i: u32 = 0; i < groups; i += 1, group += 12) {
    const states = <usize>load<u32>(group);
    const bit = load<u32>(group, 4);
    const satisfied = <usize>load<u32>(group, 8);
    for (let state = states - 1; ; state -= 1) {
      const mask = <u16>select(bit, 0, bit != 0 && load<u8>(satisfied + state) == 0);
      const to = violated + ((state * filled) << 1);
      for (let entry: usize = 0; entry < filled << 1; entry += 2)
        store<u16>(to + entry, load<u16>(violated + entry) | mask);
      if (state == 0) break;
    }
    filled *= states;
  }
  // Records are a multiple of eight bytes.
  return (group + 7) & ~7;
}
