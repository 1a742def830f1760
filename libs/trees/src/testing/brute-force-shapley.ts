import type { Forest } from '../forest/forest.ts';

/** What a feature outside a subset is replaced by, and which trees count. */
export interface BruteForceOptions {
  /** Rows that stand for the unknown features (interventional); without them the trees' covers do (path-dependent). */
  readonly background?: readonly ArrayLike<number>[];
  /** Boosting rounds `[begin, end)`; all by default. */
  readonly rounds?: readonly [number, number];
}

/** Most features: there are 2^features subsets. */
const MOST_FEATURES = 14;

/**
 * Shapley values by their definition, over all subsets of all features in float64: an oracle for tests that shares
 * no code with the engine. `outputs × (features + 1)` numbers, the bias last (Shapley 1953; the value of a subset is
 * that of Lundberg et al. 2018, arXiv 1802.03888, algorithm 1, or the mean over a background).
 *
 * @throws RangeError above 14 features
 */
export function bruteForceShapley(
  forest: Forest,
  row: ArrayLike<number>,
  options: BruteForceOptions = {},
): Float64Array {
  const { features, outputs } = forest;
  const values = subsetValues(forest, row, options);
  const result = new Float64Array(outputs * (features + 1));
  for (let output = 0; output < outputs; output += 1) {
    const value = (subset: number): number => values[subset * outputs + output]!;
    const start = output * (features + 1);
    for (let i = 0; i < features; i += 1)
      for (let subset = 0; subset < 2 ** features; subset += 1) {
        if (has(subset, i)) continue;
        const weight =
          (factorial(size(subset)) * factorial(features - size(subset) - 1)) / factorial(features);
        result[start + i]! += weight * (value(subset | (1 << i)) - value(subset));
      }
    result[start + features] = value(0);
  }
  return result;
}

/**
 * Shapley interaction values by their definition: `outputs × (features + 1)²`. Off the diagonal half the interaction
 * index, on it what is left of the feature's Shapley value, the bias in the last corner (Lundberg et al. 2018,
 * equations 3 to 5).
 *
 * @throws RangeError above 14 features
 */
export function bruteForceInteractions(
  forest: Forest,
  row: ArrayLike<number>,
  options: BruteForceOptions = {},
): Float64Array {
  const { features, outputs } = forest;
  const width = features + 1;
  const values = subsetValues(forest, row, options);
  const main = bruteForceShapley(forest, row, options);
  const result = new Float64Array(outputs * width * width);
  for (let output = 0; output < outputs; output += 1) {
    const value = (subset: number): number => values[subset * outputs + output]!;
    const at = (i: number, j: number): number => (output * width + i) * width + j;
    for (let i = 0; i < width; i += 1) result[at(i, i)] = main[output * width + i]!;
    for (let i = 0; i < features; i += 1)
      for (let j = 0; j < features; j += 1) {
        if (i === j) continue;
        let half = 0;
        for (let subset = 0; subset < 2 ** features; subset += 1) {
          if (has(subset, i) || has(subset, j)) continue;
          const [withI, withJ] = [subset | (1 << i), subset | (1 << j)];
          const difference = value(withI | withJ) - value(withI) - value(withJ) + value(subset);
          const weight = factorial(size(subset)) * factorial(features - size(subset) - 2);
          half += (weight / (2 * factorial(features - 1))) * difference;
        }
        result[at(i, j)] = half;
        result[at(i, i)]! -= half;
      }
  }
  return result;
}

/** What the model is expected to say when only the features of a subset are known: `2^features × outputs`. */
function subsetValues(forest: Forest, row: ArrayLike<number>, options: BruteForceOptions): Float64Array {
  const { features, outputs } = forest;
  if (features > MOST_FEATURES)
    throw new RangeError(`Expected at most ${MOST_FEATURES} features, found ${features}`);
  const { background } = options;
  const [begin, end] = options.rounds ?? [0, forest.roundStart.length - 1];
  const values = new Float64Array(2 ** features * outputs);
  for (let subset = 0; subset < 2 ** features; subset += 1) {
    for (let output = 0; output < outputs; output += 1)
      values[subset * outputs + output] = forest.baseMargins[output]!;
    for (let tree = forest.roundStart[begin]!; tree < forest.roundStart[end]!; tree += 1) {
      const answer =
        background === undefined
          ? expectedByCover(forest, tree, 0, row, subset)
          : background.reduce((sum, other) => sum + leafOf(forest, tree, mixed(row, other, subset)), 0) /
            background.length;
      values[subset * outputs + forest.treeOutput[tree]!]! += answer * forest.treeWeight[tree]!;
    }
  }
  return values;
}

function mixed(row: ArrayLike<number>, other: ArrayLike<number>, subset: number): number[] {
  return Array.from(row, (value, feature) => (has(subset, feature) ? value : other[feature]!));
}

function expectedByCover(
  forest: Forest,
  tree: number,
  node: number,
  row: ArrayLike<number>,
  subset: number,
): number {
  const [here, left, right] = nodesAt(forest, tree, node);
  if (left < 0) return forest.value[here]!;
  const go = (child: number): number => expectedByCover(forest, tree, child, row, subset);
  if (has(subset, forest.feature[here]!)) return go(isLeft(forest, here, row) ? left : right);
  const start = forest.treeStart[tree]!;
  const share = forest.cover[start + left]! / forest.cover[here]!;
  const otherShare = forest.cover[start + right]! / forest.cover[here]!;
  return share * go(left) + otherShare * go(right);
}

function leafOf(forest: Forest, tree: number, row: ArrayLike<number>): number {
  let [here, left, right] = nodesAt(forest, tree, 0);
  while (left >= 0) [here, left, right] = nodesAt(forest, tree, isLeft(forest, here, row) ? left : right);
  return forest.value[here]!;
}

function nodesAt(forest: Forest, tree: number, node: number): [here: number, left: number, right: number] {
  const here = forest.treeStart[tree]! + node;
  return [here, forest.left[here]!, forest.right[here]!];
}

/** XGBoost's rule: missing by default, a category right when it is listed, a number left when it is below. */
function isLeft(forest: Forest, node: number, row: ArrayLike<number>): boolean {
  const value = row[forest.feature[node]!]!;
  if (Number.isNaN(value)) return forest.defaultLeft[node] === 1;
  const words = forest.categoryBits.slice(forest.categoryStart[node]!, forest.categoryStart[node + 1]!);
  if (words.length === 0) return value < forest.value[node]!;
  const category = Math.trunc(value);
  if (value < 0 || category >= 32 * words.length) return true;
  return ((words[category >> 5]! >>> (category & 31)) & 1) === 0;
}

function has(subset: number, feature: number): boolean {
  return ((subset >> feature) & 1) === 1;
}

function size(subset: number): number {
  return subset.toString(2).replaceAll('0', '').length;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
