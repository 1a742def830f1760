import type { Forest } from '../forest/forest.ts';
import type { DenseRows } from '../rows/dense-rows.ts';
import { addByPairs, meanOfLeaves } from './add-by-pairs.ts';
import { type BackgroundPatterns, countBackgroundPatterns } from './background-patterns.ts';
import { type ExactOptions, explainInChunks } from './explain-in-chunks.ts';
import { type PathTree, planLeafPaths } from './leaf-paths.ts';
import type { LeafRule } from './leaf-rule.ts';
import { addByTables, MOST_TABLE_FEATURES, SUBTREE_BITS } from './pattern-tables.ts';
import { type CutTree, cutTree } from './subtrees.ts';
import { type RowView, viewRows } from './row-view.ts';
import { roundsOf } from './rounds.ts';
import { subsetWeights } from './subset-weights.ts';

/** A model and a background, ready to explain any number of rows. */
export interface InterventionalPlan {
  readonly forest: Forest;
  /** Trees that are explained by tables, and what fills those. */
  readonly shallow: readonly CutTree[];
  readonly rule: LeafRule;
  /** Trees of longer paths, for which each row meets each row of the background. */
  readonly deep: readonly PathTree[];
  readonly background: RowView;
  /** Mean margin of the background, one an output. */
  readonly bias: Float64Array;
}

/**
 * Counts once what the background does on every path; the values of the background are kept by reference and must not
 * change while the plan is used.
 *
 * @param background at least one row
 * @throws TypeError when the background has another shape than the model or than it says, or no rows
 * @throws RangeError when the model has no such rounds
 */
export function planInterventional(
  forest: Forest,
  background: DenseRows,
  rounds?: readonly [number, number],
): InterventionalPlan {
  const view = viewRows(background, forest.features, 'background rows');
  if (view.rows === 0) throw new TypeError('Expected at least one background row, found none');
  const trees = planLeafPaths(forest, roundsOf(forest, rounds));
  const shallow = trees.filter((tree) => tree.mostFeatures <= MOST_TABLE_FEATURES);
  const deep = trees.filter((tree) => tree.mostFeatures > MOST_TABLE_FEATURES);
  const patterns = countBackgroundPatterns(forest, shallow, view);
  const bias = Float64Array.from(forest.baseMargins);
  for (const { output, leaves } of shallow)
    for (const { index, value, features } of leaves) {
      const last = patterns.start[index + 1]! - 1;
      if (patterns.pattern[last] === 2 ** features.length - 1) bias[output]! += value * patterns.share[last]!;
    }
  for (const tree of deep) bias[tree.output]! += meanOfLeaves(forest, tree, view);
  const rule = interventionalRule(shallow, patterns);
  const cut = shallow.map((tree) => cutTree(forest, tree, rule, SUBTREE_BITS));
  return { forest, shallow: cut, rule, deep, background: view, bias };
}

/**
 * Exact interventional Shapley values on the margin scale against the plan's background, `rows × outputs ×
 * (features + 1)`, the bias (mean margin of the background) last; a row sums to its margin. Time grows with rows plus
 * background, not with their product (Lundberg et al. 2020, "From local explanations to global understanding with
 * explainable AI for trees", for the values; the tables are ours).
 *
 * @throws TypeError when rows or buffer have another shape than the model or than they say
 */
export function explainInterventional<T extends Float32Array | Float64Array = Float32Array<ArrayBuffer>>(
  plan: InterventionalPlan,
  rows: DenseRows,
  { into }: Pick<ExactOptions<T>, 'into'> = {},
): T {
  const { forest, shallow, rule, deep, background, bias } = plan;
  const view = viewRows(rows, forest.features);
  const width = forest.features + 1;
  return explainInChunks(forest, view, width, into, (begin, sums) => {
    addByTables(forest, shallow, view, begin, rule, sums);
    addByPairs(forest, deep, view, begin, background, sums);
    bias.forEach((mean, output) => {
      const at = (output * width + width - 1) * sums.rows;
      sums.values.fill(mean, at, at + sums.rows);
    });
  });
}

/**
 * A leaf's contributions for one pattern of the row. A background row matters only when between the two every feature
 * is satisfied; then the a features that only the row satisfies get v (a − 1)! b! / (a + b)! each, the b that only the
 * background satisfies −v a! (b − 1)! / (a + b)!.
 */
function interventionalRule(trees: readonly PathTree[], patterns: BackgroundPatterns): LeafRule {
  const most = trees.reduce((features, tree) => Math.max(features, tree.mostFeatures), 0);
  const weights = subsetWeights(most);
  const sizes = Uint8Array.from({ length: 2 ** most }, () => 0);
  for (let bits = 1; bits < sizes.length; bits += 1) sizes[bits] = sizes[bits >> 1]! + (bits & 1);
  return {
    targets: ({ features }) => features,
    fill: ({ index, value, features }, satisfied, into) => {
      const d = features.length;
      const all = 2 ** d - 1;
      let missed = 0;
      for (let k = 0; k < d; k += 1) missed |= (1 - satisfied[k]!) << k;
      const missedSize = sizes[missed]!;
      let taken = 0;
      into.fill(0, 0, d);
      for (let i = patterns.start[index]!; i < patterns.start[index + 1]!; i += 1) {
        const pattern = patterns.pattern[i]!;
        if ((pattern & missed) !== missed) continue;
        const added = all & ~pattern;
        const addedSize = sizes[added]!;
        const share = value * patterns.share[i]!;
        if (missedSize > 0) taken += share * weights[addedSize]![missedSize - 1]!;
        if (addedSize === 0) continue;
        const given = share * weights[addedSize - 1]![missedSize]!;
        for (let k = 0; k < d; k += 1) into[k]! += given * ((added >> k) & 1);
      }
      for (let k = 0; k < d; k += 1) into[k]! -= taken * ((missed >> k) & 1);
    },
  };
}
