import type { Forest } from '../forest/forest.ts';
import type { TreeRange } from './engine.ts';
import type { DeepTree } from './explain-by-quadrature.ts';
import { packPasses, type Pass } from './pack-passes.ts';
import { indexPart, type PartIndex } from './part-index.ts';
import type { ColumnPlan } from './plan-columns.ts';
import { splitTree, type Part } from './split-tree.ts';
import { meanMargins, summariseTree, type TreeSummary } from './summarise-tree.ts';

/** Most entries of a table: what 16-bit offsets of 48 bytes reach, and what stays in the cache. */
export const MOST_ENTRIES = 1024;
/** Parts whose sums share a unit of fixed-point numbers. */
const MOST_PARTS = 1024;

export interface PlannedPart extends Part {
  readonly index: PartIndex;
  /** Distinct features of its leaves. */
  readonly features: readonly number[];
}

/**
 * Trees of one output that are added up as integers of one unit before they are turned into floats. Integers add
 * exactly in any order, so that parts of different trees can be packed together.
 */
export interface Epoch {
  readonly output: number;
  readonly parts: readonly PlannedPart[];
  readonly passes: readonly Pass[];
  /** What 1 of the sums stands for. */
  readonly unit: number;
  /** 0, or how many times finer than the unit of the epoch before, whose rounding this one makes up for. */
  readonly refines: number;
  readonly tableBytes: number;
}

export interface ExplainPlan {
  readonly epochs: readonly Epoch[];
  /** Leaves that no table takes. */
  readonly deep: readonly DeepTree[];
  /** Expected margin, one an output. */
  readonly bias: Float64Array;
  readonly tableBytes: number;
}

/** Room for rounding. */
const MARGIN = 1.02;
/** Bytes of one lane. */
const LANE = 4;
/** Rounding that one unit for all trees may cause, as a share of what the trees add to a usual row. */
const MOST_ROUNDING = 1e-6;
/** A tree and what is made of it. */
interface PlannedTree {
  readonly summary: TreeSummary;
  readonly parts: readonly PlannedPart[];
}

export function planExplain(forest: Forest, columns: ColumnPlan, range: TreeRange): ExplainPlan {
  const [begin, end] = range;
  const epochs: Epoch[] = [];
  const deep: DeepTree[] = [];
  for (let output = 0; output < forest.outputs; output += 1) {
    const trees: PlannedTree[] = [];
    for (let tree = begin; tree < end; tree += 1) {
      if (forest.treeOutput[tree] !== output) continue;
      const summary = summariseTree(forest, tree);
      const split = splitTree(forest, columns, tree, MOST_ENTRIES, summary.mean);
      if (split.deep.length > 0)
        deep.push({ tree, leaves: split.deep.map(({ node }) => node), centre: summary.mean });
      const parts = split.parts.map((part) => {
        const index = indexPart(columns, forest.features, part.leaves);
        return { ...part, index, features: [...new Set(index.groups.map(({ feature }) => feature))] };
      });
      if (parts.length > 0) trees.push({ summary, parts });
    }
    const usual = trees.reduce((sum, { summary }) => sum + summary.spread, 0);
    for (const group of inGroups(trees)) epochs.push(...closeGroup(forest, output, group, usual));
  }
  const bias = meanMargins(forest, range);
  return { epochs, deep, bias, tableBytes: epochs.reduce((sum, { tableBytes }) => sum + tableBytes, 0) };
}

/** Trees in their order, as many as share a unit. */
function inGroups(trees: readonly PlannedTree[]): PlannedTree[][] {
  const groups: PlannedTree[][] = [];
  for (const tree of trees) {
    const group = groups.at(-1);
    if (group && partsOf(group) < MOST_PARTS) group.push(tree);
    else groups.push([tree]);
  }
  return groups;
}

function partsOf(group: readonly PlannedTree[]): number {
  return group.reduce((sum, { parts }) => sum + parts.length, 0);
}

/** What no Shapley value of any row, nor a single table's entry, exceeds. */
function boundOf(group: readonly PlannedTree[]): number {
  const bounds = new Float64Array(group[0]?.summary.most.length ?? 0);
  let bound = 0;
  for (const { summary } of group) {
    bound = Math.max(bound, 2 * summary.range);
    summary.most.forEach((most, feature) => (bounds[feature]! += most));
  }
  return MARGIN * bounds.reduce((greatest, its) => Math.max(greatest, its), bound);
}

/**
 * The tables of a group. Where a few leaves are so great that their unit would round away what the trees add to a usual
 * row (an outlier among the labels), a second set of tables holds what the first one's rounding left.
 *
 * @param usual what all trees of the output add to a usual row
 */
function closeGroup(
  { features }: Forest,
  output: number,
  group: readonly PlannedTree[],
  usual: number,
): Epoch[] {
  const parts = group.flatMap((tree) => tree.parts);
  const passes = packPasses(
    parts.map((part) => part.features),
    features,
  );
  let tableBytes = 0;
  for (const pass of passes)
    for (const part of pass.parts) tableBytes += parts[part]!.index.entries * pass.quads * 4 * LANE;
  const unit = unitOf(boundOf(group));
  const first = { output, parts, passes, unit, refines: 0, tableBytes };
  if (unit * Math.sqrt(parts.length) <= MOST_ROUNDING * usual) return [first];
  // What is left of an entry is half a unit at most, of all parts together still a number of 32 bits.
  const refines = 2 ** Math.floor(31 - Math.log2(parts.length));
  return [first, { ...first, unit: unit / refines, refines }];
}

/** The unit, of a few binary digits, in which sums up to the bound fit into 32 bits with their sign. */
function unitOf(bound: number): number {
  if (!(bound > 0)) return 1;
  const power = 2 ** (Math.floor(Math.log2(bound)) - 35);
  return Math.ceil(bound / 2 ** 31 / power) * power;
}
