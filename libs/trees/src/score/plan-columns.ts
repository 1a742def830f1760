import type { Forest } from '../forest/forest.ts';

/** Thresholds that one byte tells apart: 0 … 254 are reached, 255 is a missing value. */
export const RUN = 254;

/** A categorical split: rows answer with one bit, kept in a column of its own. */
export interface CategoricalSplit {
  readonly feature: number;
  readonly bits: Uint32Array;
  readonly defaultLeft: boolean;
}

/**
 * The bytes that rows become, once for all trees. A numeric feature has two columns for every 254 distinct thresholds:
 * how many of them a value reaches, with a missing value below all (first) and above all (second). A condition
 * of a node is then one comparison of bytes, and a missing value costs nothing.
 */
export interface ColumnPlan {
  readonly columns: number;
  /** Distinct thresholds of each feature, ascending. */
  readonly thresholds: readonly Float32Array[];
  /** First column of each feature. */
  readonly firstColumn: Int32Array;
  readonly splits: readonly CategoricalSplit[];
  /** Column of the first categorical split; the others follow. */
  readonly firstSplitColumn: number;
  /** What a node asks about: its feature, or `features` + its categorical split; −1 at leaves. */
  readonly group: Int32Array;
  /** A node sends right what reaches more than this many thresholds of its group; 0 at categorical nodes. */
  readonly rank: Int32Array;
}

/** A comparison of a column's byte: it holds where the byte (signed) is above the threshold. */
export interface Condition {
  readonly column: number;
  readonly threshold: number;
}

export function planColumns(forest: Forest, [begin, end]: readonly [begin: number, end: number]): ColumnPlan {
  const firstNode = forest.treeStart[begin]!;
  const endNode = forest.treeStart[end]!;
  const nodes = forest.treeStart.at(-1)!;
  const group = new Int32Array(nodes).fill(-1);
  const rank = new Int32Array(nodes);
  const distinct = Array.from({ length: forest.features }, () => new Set<number>());
  const splits: CategoricalSplit[] = [];
  const known = new Map<string, number>();
  for (let node = firstNode; node < endNode; node += 1) {
    if (forest.left[node]! < 0) continue;
    const feature = forest.feature[node]!;
    if (isCategorical(forest, node)) {
      const split = splitOf(forest, node);
      const key = `${feature} ${split.defaultLeft} ${split.bits.join(' ')}`;
      if (!known.has(key)) known.set(key, splits.push(split) - 1);
      group[node] = forest.features + known.get(key)!;
    } else {
      group[node] = feature;
      distinct[feature]!.add(thresholdOf(forest, node));
    }
  }
  const thresholds = distinct.map((set) => Float32Array.from(set).sort());
  const places = thresholds.map((list) => new Map(Array.from(list, (value, index) => [value, index])));
  for (let node = firstNode; node < endNode; node += 1)
    if (group[node]! >= 0 && group[node]! < forest.features)
      rank[node] = places[group[node]!]!.get(thresholdOf(forest, node))!;
  const firstColumn = new Int32Array(forest.features);
  let columns = 0;
  for (let feature = 0; feature < forest.features; feature += 1) {
    firstColumn[feature] = columns;
    columns += 2 * Math.ceil(thresholds[feature]!.length / RUN);
  }
  return {
    columns: columns + splits.length,
    thresholds,
    firstColumn,
    splits,
    firstSplitColumn: columns,
    group,
    rank,
  };
}

/** "Reaches more than `rank` thresholds", with a missing value answering yes or no. */
export function conditionOf(
  plan: ColumnPlan,
  features: number,
  group: number,
  rank: number,
  missingHolds: boolean,
): Condition {
  if (group >= features) return { column: plan.firstSplitColumn + group - features, threshold: -128 };
  const column = plan.firstColumn[group]! + 2 * Math.floor(rank / RUN) + (missingHolds ? 1 : 0);
  return { column, threshold: (rank % RUN) - 128 };
}

/** When a node sends a row right. */
export function conditionAt(forest: Forest, plan: ColumnPlan, node: number): Condition {
  const missingGoesRight = forest.defaultLeft[node] !== 1;
  return conditionOf(plan, forest.features, plan.group[node]!, plan.rank[node]!, missingGoesRight);
}

/** Holds for missing values only. */
export function isMissing(plan: ColumnPlan, feature: number): Condition {
  return { column: plan.firstColumn[feature]! + 1, threshold: 126 };
}

function isCategorical(forest: Forest, node: number): boolean {
  return forest.categoryStart[node]! < forest.categoryStart[node + 1]!;
}

function splitOf(forest: Forest, node: number): CategoricalSplit {
  const bits = forest.categoryBits.slice(forest.categoryStart[node]!, forest.categoryStart[node + 1]!);
  return { feature: forest.feature[node]!, bits, defaultLeft: forest.defaultLeft[node] === 1 };
}

/** Nothing is below a threshold that is not a number, as nothing is below −∞; −0 equals 0. */
function thresholdOf(forest: Forest, node: number): number {
  const value = forest.value[node]!;
  return Number.isNaN(value) ? -Infinity : value + 0;
}
