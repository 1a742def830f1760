import type { Forest } from '../forest/forest.ts';
import type { TreeRange } from './engine.ts';
import type { DeepTree } from './explain-by-quadrature.ts';
import { packPasses, type Pass } from './pack-passes.ts';
import { indexPart, type PartIndex } from './part-index.ts';
import type { ColumnPlan } from './plan-columns.ts';
import { splitTree, type Part } from './split-tree.ts';
import { meanMargins, summariseTree } from './summarise-tree.ts';

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

export function planExplain(forest: Forest, columns: ColumnPlan, range: TreeRange): ExplainPlan {
  const [begin, end] = range;
  const epochs: Epoch[] = [];
  const deep: DeepTree[] = [];
  for (let output = 0; output < forest.outputs; output += 1) {
    let parts: PlannedPart[] = [];
    const bounds = new Float64Array(forest.features);
    let widest = 0;
    const close = (): void => {
      if (parts.length > 0)
        epochs.push(closeEpoch(forest, output, parts, MARGIN * Math.max(2 * widest, ...bounds)));
      [parts, widest] = [[], 0];
      bounds.fill(0);
    };
    for (let tree = begin; tree < end; tree += 1) {
      if (forest.treeOutput[tree] !== output) continue;
      const { mean, range: treeRange, most } = summariseTree(forest, tree);
      const split = splitTree(forest, columns, tree, MOST_ENTRIES, mean);
      if (split.deep.length > 0)
        deep.push({ tree, leaves: split.deep.map(({ node }) => node), centre: mean });
      for (const part of split.parts) {
        const index = indexPart(columns, forest.features, part.leaves);
        const features = [...new Set(index.groups.map(({ feature }) => feature))];
        parts.push({ ...part, index, features });
      }
      most.forEach((bound, feature) => (bounds[feature]! += bound));
      widest = Math.max(widest, treeRange);
      if (parts.length >= MOST_PARTS) close();
    }
    close();
  }
  const bias = meanMargins(forest, range);
  return { epochs, deep, bias, tableBytes: epochs.reduce((sum, { tableBytes }) => sum + tableBytes, 0) };
}

function closeEpoch(
  { features }: Forest,
  output: number,
  parts: readonly PlannedPart[],
  bound: number,
): Epoch {
  const passes = packPasses(
    parts.map((part) => part.features),
    features,
  );
  let entryBytes = 0;
  for (const pass of passes)
    for (const part of pass.parts) entryBytes += parts[part]!.index.entries * pass.quads * 4 * LANE;
  return { output, parts, passes, unit: unitOf(bound), tableBytes: entryBytes };
}

/** The unit, of a few binary digits, in which sums up to the bound fit into 32 bits with their sign. */
function unitOf(bound: number): number {
  if (!(bound > 0)) return 1;
  const power = 2 ** (Math.floor(Math.log2(bound)) - 35);
  return Math.ceil(bound / 2 ** 31 / power) * power;
}
