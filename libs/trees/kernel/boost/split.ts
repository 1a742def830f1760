import { cutCode, cutGain, cutInPairs, cutLeft, cutOneByOne } from './cuts';
import { gainOf, gainOfWeight, gradientOf, hessianOf, weightOf } from './gain';
import * as P from './plan';
import { alpha, columnAt, hasMonotone, lambda, maxDeltaStep, minChildWeight, nodeAt, scratch, unitG, unitH, word } from './state';

/** Most categories that a sorted split sends right. */
const MOST_CATEGORIES: u32 = 64;

/** A member's own sums, its sorted categories and their keys, behind a block's histograms. */
const OWN = 16384;
const ORDER = OWN + 2048;
const KEYS = ORDER + 1024;

/** The node that is looked at. */
let total: i64 = 0;
let rootGain: f64 = 0;
let lower: f64 = 0;
let upper: f64 = 0;
let monotone: i32 = 0;
/** The best split so far, of the block. */
let bestGain: f64 = 0;
let bestLeft: i64 = 0;
let bestColumn: u32 = 0;
let bestCode: i32 = 0;
let bestKind: u32 = 0;

/** Finds the best split of a node by the columns of a block, and keeps it in the block's record. */
export function findSplit(node: u32, block: u32, histogram: usize, record: usize): void {
  const at = nodeAt(node);
  total = load<i64>(at, P.NODE_SUM);
  lower = load<f64>(at, P.NODE_LOWER);
  upper = load<f64>(at, P.NODE_UPPER);
  rootGain = isPlain() ? gainOf(gradientOf(total), hessianOf(total)) : wholeGain();
  bestGain = 0;
  bestColumn = 0xffffffff;
  const its = word(P.BLOCK_TABLE) + block * P.BLOCK_BYTES;
  const first = load<u32>(its, P.BLOCK_FIRST);
  const end = first + load<u32>(its, P.BLOCK_SIZE);
  for (let stored = first; stored < end; stored++) {
    const sums = histogram + ((stored - first) << 11);
    const begin = load<u32>(word(P.MEMBER_START) + (stored << 2));
    const stop = load<u32>(word(P.MEMBER_START) + ((stored + 1) << 2));
    for (let member = begin; member < stop; member++) {
      const column = load<u32>(word(P.MEMBERS) + (member << 2));
      if (load<u32>(columnAt(column), P.COLUMN_ACTIVE) == 0) continue;
      if (stop - begin == 1) findBest(column, sums);
      else findBest(column, ownSums(column, sums));
    }
  }
  store<f64>(record, bestGain, P.SPLIT_GAIN);
  store<i64>(record, bestLeft, P.SPLIT_LEFT);
  store<u32>(record, bestColumn, P.SPLIT_COLUMN);
  store<i32>(record, bestCode, P.SPLIT_CODE);
  store<u32>(record, bestKind, P.SPLIT_KIND);
  if (bestColumn != 0xffffffff && bestKind > 1) writeCategories(histogram, first, record + P.SPLIT_CATEGORIES);
}

/** The categories that the best split sends right, as bits, while their sums are at hand. */
function writeCategories(histogram: usize, first: u32, bits: usize): void {
  memory.fill(bits, 0, 32);
  const way = bestKind >> 1;
  if (way == 1) {
    setBit(bits, <u32>bestCode);
    return;
  }
  const record = columnAt(bestColumn);
  const stored = load<u32>(record, P.COLUMN_STORED);
  const sums = histogram + ((stored - first) << 11);
  const own = load<i32>(record, P.COLUMN_IMPLIED) < 0 ? sums : ownSums(bestColumn, sums);
  sortCategories(own, load<u32>(record, P.COLUMN_BINS), load<u32>(record, P.COLUMN_REST));
  for (let place: u32 = 0; place < <u32>bestCode; place++) setBit(bits, categoryAt(place));
}

function setBit(bits: usize, code: u32): void {
  const at = bits + ((code >> 5) << 2);
  store<u32>(at, load<u32>(at) | (1 << (code & 31)));
}

/** Whether gains need no weights. */
@inline
function isPlain(): bool {
  return maxDeltaStep == 0 && !hasMonotone;
}

function wholeGain(): f64 {
  const g = gradientOf(total);
  const h = hessianOf(total);
  return gainOfWeight(g, h, weightOf(g, h, lower, upper));
}

/** A bundle's member: what its own codes have, and at the implied one what is left of the whole. */
function ownSums(column: u32, sums: usize): usize {
  const record = columnAt(column);
  const bins = load<u32>(record, P.COLUMN_BINS);
  const codes = bins + load<u32>(record, P.COLUMN_HAS_MISSING);
  const implied = load<u32>(record, P.COLUMN_IMPLIED);
  const offset = load<u32>(record, P.COLUMN_OFFSET);
  const own = scratch + OWN;
  let rest = total;
  store<i64>(own + (bins << 3), 0);
  for (let code: u32 = 0; code < codes; code++) {
    if (code == implied) continue;
    const its = load<i64>(sums + ((code + offset) << 3));
    store<i64>(own + (code << 3), its);
    rest -= its;
  }
  store<i64>(own + (implied << 3), rest);
  return own;
}

function findBest(column: u32, sums: usize): void {
  const record = columnAt(column);
  const bins = load<u32>(record, P.COLUMN_BINS);
  if (bins == 0) return;
  monotone = load<i32>(record, P.COLUMN_MONOTONE);
  const missing = load<i64>(sums + (bins << 3));
  if (load<u32>(record, P.COLUMN_CATEGORICAL) != 0) {
    // One of the bins is the rest.
    if (bins <= word(P.ONE_HOT_CATEGORIES)) findOneAgainstRest(column, sums, bins, missing);
    else findSorted(column, sums, bins);
  } else if (alpha == 0 && isPlain()) {
    scanPlain(column, sums, bins, 0, 0);
    if (missing != 0) scanPlain(column, sums, bins, missing, 1);
  } else {
    scan(column, sums, bins, 0, 0);
    if (missing != 0) scan(column, sums, bins, missing, 1);
  }
}

/** All cuts between two bins, and behind the last one where that parts present from missing values. */
function scanPlain(column: u32, sums: usize, bins: u32, start: i64, missingLeft: u32): void {
  const factor = (unitG * unitG) / unitH;
  const threshold = max(bestGain + rootGain, rootGain) / factor;
  const least = max(minChildWeight / unitH, 1);
  const ridge = lambda / unitH;
  if (ASC_FEATURE_SIMD) cutInPairs(sums, bins, start, total, threshold, ridge, least);
  else cutOneByOne(sums, bins, start, total, threshold, ridge, least);
  if (cutCode < 0) return;
  const gain = cutGain * factor - rootGain;
  if (gain > bestGain) keep(gain, column, cutCode, missingLeft, cutLeft);
}

function scan(column: u32, sums: usize, bins: u32, start: i64, missingLeft: u32): void {
  let left = start;
  for (let code: u32 = 0; code < bins; code++) {
    const its = load<i64>(sums + (code << 3));
    if (its == 0) continue;
    left += its;
    offer(left, column, <i32>code, missingLeft);
  }
}

/** Weighs a split, and keeps it where it is the best so far. */
function offer(left: i64, column: u32, code: i32, kind: u32): void {
  const right = total - left;
  const leftH = hessianOf(left);
  const rightH = hessianOf(right);
  if (leftH < minChildWeight || rightH < minChildWeight || leftH <= 0 || rightH <= 0) return;
  const leftG = gradientOf(left);
  const rightG = gradientOf(right);
  let gain: f64;
  if (isPlain()) gain = gainOf(leftG, leftH) + gainOf(rightG, rightH);
  else {
    const leftWeight = weightOf(leftG, leftH, lower, upper);
    const rightWeight = weightOf(rightG, rightH, lower, upper);
    if (monotone > 0 && leftWeight > rightWeight) return;
    if (monotone < 0 && leftWeight < rightWeight) return;
    gain = gainOfWeight(leftG, leftH, leftWeight) + gainOfWeight(rightG, rightH, rightWeight);
  }
  if (gain - rootGain > bestGain) keep(gain - rootGain, column, code, kind, left);
}

function keep(gain: f64, column: u32, code: i32, kind: u32, left: i64): void {
  bestGain = gain;
  bestColumn = column;
  bestCode = code;
  bestKind = kind;
  bestLeft = left;
}

/** One category goes right, the others left. */
function findOneAgainstRest(column: u32, sums: usize, bins: u32, missing: i64): void {
  const rest = load<u32>(columnAt(column), P.COLUMN_REST);
  for (let code: u32 = 0; code < bins; code++) {
    if (code == rest) continue;
    // One without rows here stands for none: with it missing values part from all others.
    const its = load<i64>(sums + (code << 3));
    offer(total - its, column, <i32>code, 3);
    if (missing != 0) offer(total - its - missing, column, <i32>code, 2);
  }
}

/**
 * Categories in order of their leaf weight, those with the lowest going right (Fisher 1958: the best of all subsets is
 * among them), from either end as the official library does it: missing values stay with the categories that are not
 * yet counted.
 */
function findSorted(column: u32, sums: usize, bins: u32): void {
  const rest = load<u32>(columnAt(column), P.COLUMN_REST);
  const sorted = sortCategories(sums, bins, rest);
  const others = load<i64>(sums + (rest << 3));
  const most = min<u32>(others != 0 ? sorted : sorted - 1, MOST_CATEGORIES - 1);
  let right: i64 = 0;
  for (let count: u32 = 1; count <= most; count++) {
    right += load<i64>(sums + (categoryAt(count - 1) << 3));
    offer(total - right, column, <i32>count, (2 << 1) | 1);
  }
  let left = others;
  for (let count: u32 = 1; count <= most; count++) {
    left += load<i64>(sums + (categoryAt(sorted - count) << 3));
    offer(left, column, <i32>(sorted - count), 3 << 1);
  }
}

@inline
function categoryAt(place: u32): u32 {
  return load<u32>(scratch + ORDER + (place << 2));
}

/**
 * Categories by the weight of a leaf of their own, equal ones by their code; how many there are. Those with too little
 * hessian for a leaf, or without rows, weigh 0, so that they go with the middle and not with an extreme.
 */
function sortCategories(sums: usize, bins: u32, rest: u32): u32 {
  let sorted: u32 = 0;
  for (let code: u32 = 0; code < bins; code++) {
    if (code == rest) continue;
    const its = load<i64>(sums + (code << 3));
    const key = weightOf(gradientOf(its), hessianOf(its), -Infinity, Infinity);
    let place = sorted;
    while (place > 0 && load<f64>(scratch + KEYS + ((place - 1) << 3)) > key) {
      store<f64>(scratch + KEYS + (place << 3), load<f64>(scratch + KEYS + ((place - 1) << 3)));
      store<u32>(scratch + ORDER + (place << 2), load<u32>(scratch + ORDER + ((place - 1) << 2)));
      place--;
    }
    store<f64>(scratch + KEYS + (place << 3), key);
    store<u32>(scratch + ORDER + (place << 2), code);
    sorted++;
  }
  return sorted;
}
