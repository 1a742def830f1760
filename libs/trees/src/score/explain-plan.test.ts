import type { Forest } from '../forest/forest.ts';
import { randomForest } from '../testing/random-forest.ts';
import { planExplain, type Epoch } from './explain-plan.ts';
import { planColumns } from './plan-columns.ts';

function epochsOf(forest: Forest): readonly Epoch[] {
  const trees: [number, number] = [0, forest.treeOutput.length];
  return planExplain(forest, planColumns(forest, trees), trees).epochs;
}

/** Leaves that become smaller from tree to tree, as those of boosting do. */
function boosted(): Forest {
  const forest = randomForest({ seed: 3, features: 10, rounds: 300, maxDepth: 6 });
  for (let tree = 0; tree < 300; tree += 1)
    for (let node = forest.treeStart[tree]!; node < forest.treeStart[tree + 1]!; node += 1)
      if (forest.left[node]! < 0) forest.value[node]! *= 0.97 ** tree;
  return forest;
}

describe('planExplain()', () => {
  it('has one set of tables for trees that become smaller and smaller', () => {
    const epochs = epochsOf(boosted());
    expect(epochs.length).toBeGreaterThan(1);
    expect(epochs.map(({ refines }) => refines)).toEqual(epochs.map(() => 0));
  });

  it('has a second one where a rare leaf is a million times greater', () => {
    const forest = boosted();
    const rarest = forest.left.reduce(
      (least, child, node) => (child < 0 && forest.cover[node]! < forest.cover[least]! ? node : least),
      0,
    );
    forest.value[rarest] = 1e6;
    expect(epochsOf(forest).some(({ refines }) => refines > 0)).toBe(true);
  });
});
