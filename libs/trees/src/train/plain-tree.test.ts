import type { Forest } from '../forest/forest.ts';
import { endIdleThreads } from './training-crew.ts';
import { growPlainTree, type PlainNode, type PlainRows } from './testing/plain-tree.ts';
import type { Objective } from './train-request.ts';
import { train } from './train.ts';

const ROWS = 260;
const PARAMS = { maxDepth: 4, learningRate: 0.5, lambda: 1.5, gamma: 0.05, minChildWeight: 4 };
/** Missing values, whole numbers with ties, a column of few values, categories above and below four. */
const CATEGORICAL = [false, false, false, true, true];

function drawnRows(seed: number, objective: Objective) {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const columns = CATEGORICAL.map((isCategorical, column) =>
    Array.from({ length: ROWS }, () => {
      if (next() < 0.15 && column !== 1) return NaN;
      if (isCategorical) return Math.floor(next() * (column === 3 ? 3 : 9));
      return column === 2 ? Math.floor(next() * 3) : Math.floor(next() * 120) / 8 - 5;
    }),
  );
  const weights = Float32Array.from({ length: ROWS }, () => 0.5 + Math.floor(next() * 8) / 4);
  const labels = Float32Array.from({ length: ROWS }, (_, row) => {
    const [a, b, c, d, e] = columns.map((column) => column[row]!) as [number, number, number, number, number];
    const signal = Math.sin(a || 2) + 0.2 * b - (c === 1 ? 1 : 0) + (d === 2 ? 1 : 0) + ((e || 0) % 4) * 0.5;
    if (objective === 'squared-error') return signal + next();
    return objective === 'logistic'
      ? Number(signal + next() > 1)
      : Math.floor(Math.max(0, signal) + 2 * next());
  });
  return { columns, labels, weights };
}

/** Gradients and hessians where boosting starts, by the formulas of the objectives. */
function startOf(
  objective: Objective,
  labels: Float32Array,
  weights: Float32Array,
): Pick<PlainRows, 'g' | 'h'> {
  let [sum, all] = [0, 0];
  labels.forEach((label, row) => {
    sum += label * weights[row]!;
    all += weights[row]!;
  });
  const mean = sum / all;
  const hessian = objective === 'logistic' ? mean * (1 - mean) : 1;
  const tweedie = (label: number): [number, number] => [
    mean ** 0.5 - label * mean ** -0.5,
    0.5 * mean ** 0.5 + 0.5 * label * mean ** -0.5,
  ];
  const each = [...labels].map((label) =>
    objective === 'tweedie' ? tweedie(label) : [mean - label, hessian],
  );
  return {
    g: each.map(([g], row) => g! * weights[row]!),
    h: each.map(([, h], row) => h! * weights[row]!),
  };
}

/** Rows that reach each node of the first tree, by the forest's own rules. */
function rowsByNode(forest: Forest, columns: readonly (readonly number[])[]): number[][] {
  const reached = Array.from(forest.left, (): number[] => []);
  for (let row = 0; row < ROWS; row += 1)
    for (let node = 0; ;) {
      reached[node]!.push(row);
      if (forest.left[node]! < 0) break;
      node = goesLeft(forest, node, columns[forest.feature[node]!]![row]!)
        ? forest.left[node]!
        : forest.right[node]!;
    }
  return reached;
}

function goesLeft(forest: Forest, node: number, value: number): boolean {
  if (Number.isNaN(value)) return forest.defaultLeft[node] === 1;
  const begin = forest.categoryStart[node]!;
  if (forest.categoryStart[node + 1] === begin) return value < forest.value[node]!;
  const word = begin + (value >> 5);
  return word >= forest.categoryStart[node + 1]! || ((forest.categoryBits[word]! >>> (value & 31)) & 1) === 0;
}

describe('train()', () => {
  afterAll(endIdleThreads);

  const cases = (['squared-error', 'logistic', 'tweedie'] as const).flatMap((objective) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => [objective, seed] as const),
  );

  it.each(cases)(
    'grows the tree that trying every cut in float64 finds: %s, seed %i',
    async (objective, seed) => {
      const { columns, labels, weights } = drawnRows(seed, objective);
      // Without an L1 term cuts are weighed by vectors, with one each alone.
      const params = { ...PARAMS, alpha: seed % 2 === 0 ? 0 : 0.2 };
      const expected = growPlainTree(
        { columns, categorical: CATEGORICAL, ...startOf(objective, labels, weights) },
        params,
      );

      const { forest } = await train({
        objective,
        params: { ...params, rounds: 1 },
        fit: {
          matrix: {
            values: Float32Array.from(columns.flat()),
            rows: ROWS,
            columns: columns.length,
            layout: 'column-major',
            names: columns.map((_, column) => `c${column}`),
            categorical: CATEGORICAL,
          },
          labels,
          weights,
        },
        seed: 1,
        threads: 1,
      });

      expect(forest.left.length).toBeGreaterThan(9);
      expect([...forest.left]).toEqual(expected.map(({ left }) => left));
      rowsByNode(forest, columns).forEach((rows, node) => {
        const its: PlainNode = expected[node]!;
        expect(rows).toEqual([...its.rows].sort((a, b) => a - b));
        expect(forest.cover[node]! / its.cover).toBeCloseTo(1, 5);
        if (its.left < 0) expect(forest.value[node]).toBeCloseTo(its.value, 5);
        else expect(forest.gain[node]! / its.gain).toBeCloseTo(1, 4);
      });
    },
  );
});
