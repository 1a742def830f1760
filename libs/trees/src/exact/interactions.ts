import type { Forest } from '../forest/forest.ts';
import type { DenseRows } from '../rows/dense-rows.ts';
import { addByRow } from './add-by-row.ts';
import { explainInChunks, type ExactOptions } from './explain-in-chunks.ts';
import { gaussLegendre, type Quadrature } from './gauss-legendre.ts';
import { type LeafPath, planLeafPaths } from './leaf-paths.ts';
import type { LeafRule } from './leaf-rule.ts';
import { addByTables, MOST_TABLE_FEATURES, SUBTREE_BITS } from './pattern-tables.ts';
import { cutTree } from './subtrees.ts';
import { roundsOf } from './rounds.ts';
import { viewRows } from './row-view.ts';

/**
 * Exact path-dependent Shapley interaction values on the margin scale, `rows × outputs × (features + 1)²`, as
 * XGBoost's `pred_interactions`: symmetric; off the diagonal half of what two features do together, on it what a
 * feature does alone, the bias in the last corner. A line sums to the feature's Shapley value, all of them to the
 * margin (Lundberg et al. 2018, arXiv 1802.03888, equations 3 to 5).
 *
 * @throws TypeError when rows or buffer have another shape than the model or than they say
 * @throws RangeError when the model has no such rounds
 */
export function explainInteractions<T extends Float32Array | Float64Array = Float32Array<ArrayBuffer>>(
  forest: Forest,
  rows: DenseRows,
  options: ExactOptions<T> = {},
): T {
  const { features } = forest;
  const view = viewRows(rows, features);
  const trees = planLeafPaths(forest, roundsOf(forest, options.rounds));
  const shallow = trees.filter((tree) => tree.mostFeatures <= MOST_TABLE_FEATURES);
  const deep = trees.filter((tree) => tree.mostFeatures > MOST_TABLE_FEATURES);
  const bias = Float64Array.from(forest.baseMargins);
  for (const { output, leaves } of trees)
    for (const { value, ratios } of leaves)
      bias[output]! += ratios.reduce((product, ratio) => product * ratio, value);
  const width = (features + 1) ** 2;
  const rule = interactionRule(
    features + 1,
    trees.reduce((most, tree) => Math.max(most, tree.mostFeatures), 0),
  );
  const cut = shallow.map((tree) => cutTree(forest, tree, rule, SUBTREE_BITS));

  return explainInChunks(forest, view, width, options.into, (begin, sums) => {
    addByTables(forest, cut, view, begin, rule, sums);
    addByRow(forest, deep, view, begin, rule, sums);
    for (let output = 0; output < forest.outputs; output += 1) {
      const columns = sums.values.subarray(output * width * sums.rows, (output + 1) * width * sums.rows);
      finish(columns, features + 1, sums.rows);
      columns.fill(bias[output]!, (width - 1) * sums.rows);
    }
  });
}

/**
 * A leaf's interactions for one pattern: with z the cover ratios and o the outcomes of its d features, feature i alone
 * gives v ∫ (oᵢ − zᵢ) Π_{k≠i} pₖ dt, and a pair half of v ∫ (oᵢ − zᵢ)(oⱼ − zⱼ) Π_{k≠i,j} pₖ dt, with
 * pₖ = zₖ (1 − t) + oₖ t: polynomials that ⌈d / 2⌉ points integrate exactly. Singles go on the diagonal, pairs above it.
 */
function interactionRule(width: number, mostFeatures: number): LeafRule {
  const quadratures: Quadrature[] = Array.from({ length: mostFeatures + 1 }, (_, d) =>
    gaussLegendre(Math.ceil(d / 2)),
  );
  const factor = new Float64Array(mostFeatures);
  const suffix = new Float64Array(mostFeatures + 1);
  return {
    targets: ({ features }) => {
      const targets: number[] = [];
      for (let i = 0; i < features.length; i += 1)
        for (let j = i; j < features.length; j += 1) {
          const [first, second] = [features[i]!, features[j]!];
          targets.push(Math.min(first, second) * width + Math.max(first, second));
        }
      return targets;
    },
    fill: ({ value, ratios }: LeafPath, satisfied, into) => {
      const d = ratios.length;
      const { points, weights } = quadratures[d]!;
      into.fill(0, 0, (d * (d + 1)) / 2);
      suffix[d] = 1;
      for (let q = 0; q < points.length; q += 1) {
        const t = points[q]!;
        for (let k = d - 1; k >= 0; k -= 1) {
          factor[k] = ratios[k]! * (1 - t) + satisfied[k]! * t;
          suffix[k] = factor[k]! * suffix[k + 1]!;
        }
        let to = 0;
        let before = value * weights[q]!;
        for (let i = 0; i < d; i += 1) {
          const own = satisfied[i]! - ratios[i]!;
          into[to]! += before * own * suffix[i + 1]!;
          to += 1;
          let between = 0.5 * before * own;
          for (let j = i + 1; j < d; j += 1) {
            into[to]! += between * (satisfied[j]! - ratios[j]!) * suffix[j + 1]!;
            to += 1;
            between *= factor[j]!;
          }
          before *= factor[i]!;
        }
      }
    },
  };
}

/** Mirrors the pairs below the diagonal and takes them from the features' Shapley values on it. */
function finish(columns: Float64Array, width: number, rows: number): void {
  for (let i = 0; i < width; i += 1)
    for (let j = i + 1; j < width; j += 1)
      for (let row = 0; row < rows; row += 1) {
        const pair = columns[(i * width + j) * rows + row]!;
        columns[(j * width + i) * rows + row] = pair;
        columns[i * (width + 1) * rows + row]! -= pair;
        columns[j * (width + 1) * rows + row]! -= pair;
      }
}
