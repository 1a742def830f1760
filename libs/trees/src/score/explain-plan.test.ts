import type { Forest } from '../forest/forest.ts';
import { randomNumbers } from '../testing/random-forest.ts';
import { endIdleThreads, train } from '../train/index.ts';
import { planExplain, type Epoch } from './explain-plan.ts';
import { planColumns } from './plan-columns.ts';

function epochsOf(forest: Forest): readonly Epoch[] {
  const trees: [number, number] = [0, forest.treeOutput.length];
  return planExplain(forest, planColumns(forest, trees), trees).epochs;
}

/** A model as boosting leaves it: later trees move usual rows hardly, and rare rows still. */
async function boosted(): Promise<Forest> {
  const random = randomNumbers(1);
  const [rows, columns] = [5000, 14];
  const values = Float32Array.from({ length: rows * columns }, random);
  const labels = Float32Array.from({ length: rows }, (_, row) => {
    const at = (column: number): number => values[row * columns + column]!;
    return 2 * at(0) + Math.sin(9 * at(1)) + at(2) * at(3) + at(4) * at(5) * at(6) + 0.5 * random();
  });
  const names = Array.from({ length: columns }, (_, column) => `c${column}`);
  const { forest } = await train({
    objective: 'squared-error',
    params: { rounds: 300, maxDepth: 6, learningRate: 0.1 },
    fit: { matrix: { values, rows, columns, names, categorical: names.map(() => false) }, labels },
    seed: 1,
    threads: 1,
  });
  return forest;
}

describe('planExplain()', () => {
  afterAll(endIdleThreads);

  it('has one set of tables for trees that become smaller and smaller', async () => {
    const epochs = epochsOf(await boosted());
    expect(epochs.length).toBeGreaterThan(1);
    expect(epochs.map(({ refines }) => refines)).toEqual(epochs.map(() => 0));
  });

  it('has a second one where a rare leaf is a million times greater', async () => {
    const forest = await boosted();
    const rarest = forest.left.reduce(
      (least, child, node) => (child < 0 && forest.cover[node]! < forest.cover[least]! ? node : least),
      0,
    );
    forest.value[rarest] = 1e6;
    expect(epochsOf(forest).some(({ refines }) => refines > 0)).toBe(true);
  });
});
