import type { Forest } from '../forest/forest.ts';
import { Arena } from '../kernel/arena.ts';
import { createScoreKernel } from '../kernel/score-kernel.ts';
import { bruteForceShapley } from '../testing/brute-force-shapley.ts';
import { FOREST_CASES, linesOf } from '../testing/forest-cases.ts';
import { randomForest, randomRows } from '../testing/random-forest.ts';
import { buildTable, lastSums, putRules } from './build-table.ts';
import { indexPart, type Step } from './part-index.ts';
import { planColumns, type CategoricalSplit, type ColumnPlan } from './plan-columns.ts';
import { splitTree } from './split-tree.ts';

/** A row's bytes, as the kernel's `quantise` defines them. */
function bytesOf(plan: ColumnPlan, row: Float32Array): Int8Array {
  const bytes = new Int8Array(plan.columns);
  plan.thresholds.forEach((thresholds, feature) => {
    const value = row[feature]!;
    const reached = thresholds.filter((threshold) => value >= threshold).length;
    if (thresholds.length === 0) return;
    bytes[plan.firstColumn[feature]!] = reached - 128;
    bytes[plan.firstColumn[feature]! + 1] = Number.isNaN(value) ? 127 : reached - 128;
  });
  plan.splits.forEach((split, i) => {
    bytes[plan.firstSplitColumn + i] = goesRight(split, row[split.feature]!) ? -127 : -128;
  });
  return bytes;
}

function goesRight({ bits, defaultLeft }: CategoricalSplit, value: number): boolean {
  if (Number.isNaN(value)) return !defaultLeft;
  return ((bits[value >> 5] ?? 0) >>> (value & 31)) % 2 === 1;
}

const count = (steps: readonly Step[], bytes: Int8Array): number =>
  steps.reduce((sum, { column, threshold, adds }) => sum + (bytes[column]! > threshold ? adds : 0), 0) % 256;

/** Shapley values of a row from the float64 sums of every table of the forest. */
function fromTables(forest: Forest, row: Float32Array, limit: number): Float64Array {
  const kernel = createScoreKernel();
  const arena = new Arena(kernel.memory);
  const place = { arena, kernel, rules: putRules(arena) };
  const trees = forest.treeOutput.length;
  const plan = planColumns(forest, [0, trees]);
  const bytes = bytesOf(plan, row);
  const width = forest.features + 1;
  const result = new Float64Array(forest.outputs * width);
  for (let tree = 0; tree < trees; tree += 1)
    for (const { leaves } of splitTree(forest, plan, tree, limit).parts) {
      const index = indexPart(plan, forest.features, leaves);
      expect(index.entries).toBeLessThanOrEqual(limit);
      buildTable(place, leaves, index, (feature) => feature, 12, { unit: 2 ** -20, refines: 0 });
      const entry = count(index.stepsA, bytes) + index.sizeA * count(index.stepsB, bytes);
      const sums = lastSums(place, index, 12);
      for (let feature = 0; feature < forest.features; feature += 1)
        result[forest.treeOutput[tree]! * width + feature]! += sums[entry * 12 + feature]!;
    }
  return result;
}

describe('buildTable()', () => {
  it.each(FOREST_CASES)('is within 1e-9 of the definition in float64 on %s', (_name, options) => {
    for (const limit of [64, 1024])
      for (let seed = 20; seed < 23; seed += 1) {
        const forest = randomForest({ ...options, seed });
        const line = linesOf(forest, randomRows(forest, { seed, rows: 1, missing: 0.2 }))[0]!;
        const expected = bruteForceShapley(forest, line);

        const found = fromTables(forest, line, limit);

        const width = forest.features + 1;
        found.forEach((value, i) => {
          if (i % width !== forest.features) expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-9);
        });
      }
  });
});
