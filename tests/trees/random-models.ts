import type { LabelledRows, Matrix } from '@engage/engine';

/** A model to be trained by the official library on random rows, and other rows to score. */
export interface RandomModel {
  readonly name: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly rounds: number;
  readonly outputs: number;
  readonly fit: LabelledRows;
  readonly rows: Matrix;
  /** Rows with infinities among them: the library predicts, but does not explain them. */
  readonly extremes: Matrix;
}

interface Shape {
  readonly columns: number;
  readonly depth: number;
  readonly rounds: number;
  readonly fitRows: number;
  readonly scoreRows: number;
}

/** A stream of numbers in [0, 1) from a seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const OBJECTIVES = [
  'reg:squarederror',
  'binary:logistic',
  'reg:tweedie',
  'count:poisson',
  'reg:gamma',
  'multi:softprob',
  'binary:logitraw',
  'reg:pseudohubererror',
  'reg:quantileerror',
  'survival:cox',
] as const;

/** Objectives of several numbers a row, with the parameter that says how many. */
const SEVERAL: Readonly<Partial<Record<string, Readonly<Record<string, string | number>>>>> = {
  'multi:softprob': { num_class: 3 },
  'reg:quantileerror': { quantile_alpha: '[0.1,0.5,0.9]' },
};

/** How a column is drawn; those after the first give what engines go wrong on. */
const KINDS = ['real', 'grid', 'real', 'category', 'constant', 'subnormal', 'huge', 'missing'] as const;

/** Model number `index` of the series: the same at every call. */
export function randomModel(index: number): RandomModel {
  const random = numbersFrom(1000 + index);
  const whole = (most: number): number => Math.floor(random() * most);
  const objective = OBJECTIVES[index % OBJECTIVES.length]!;
  const outputs = SEVERAL[objective] ? 3 : 1;
  const shape = shapeOf(index, whole);
  const kinds = Array.from({ length: shape.columns }, (_, column) =>
    column === 0 ? 'real' : KINDS[whole(KINDS.length)]!,
  );
  const categories = 2 + whole(40);
  const matrix = (rows: number, infinite: number): Matrix => ({
    values: Float32Array.from({ length: rows * shape.columns }, (_, at) => {
      const kind = kinds[at % shape.columns]!;
      return random() < (index % 3 === 0 ? 0.15 : 0) ? Number.NaN : draw(kind, random, categories, infinite);
    }),
    rows,
    columns: shape.columns,
    names: kinds.map((kind, column) => `${kind}_${column}`),
    categorical: kinds.map((kind) => kind === 'category'),
  });
  const learnt = matrix(shape.fitRows, 0);
  const labels = Float32Array.from({ length: shape.fitRows }, (_, row) =>
    labelOf(objective, learnt, row, random),
  );
  const isLeafWise = index % 5 === 0;
  const isDart = index % 7 === 3;
  return {
    name: `${index}: ${objective}, ${shape.rounds} × depth ${shape.depth}, ${shape.columns} columns${isDart ? ', dart' : ''}`,
    params: {
      objective,
      max_depth: shape.depth,
      eta: 0.3,
      seed: index,
      min_child_weight: 0.01,
      max_cat_to_onehot: index % 2 === 0 ? 100 : 1,
      tree_method: 'hist',
      ...(isLeafWise && { grow_policy: 'lossguide', max_leaves: 24 }),
      ...SEVERAL[objective],
      ...(isDart && { booster: 'dart', rate_drop: 0.3 }),
      ...(index % 11 === 5 && { num_parallel_tree: 3 }),
    },
    rounds: shape.rounds,
    outputs,
    fit: { matrix: learnt, labels, ...(index % 4 === 1 && { weights: labels.map(() => 0.1 + random()) }) },
    rows: matrix(shape.scoreRows, 0),
    extremes: matrix(shape.scoreRows, 0.2),
  };
}

/** Sizes: mostly small, with the extremes at fixed places. */
function shapeOf(index: number, whole: (most: number) => number): Shape {
  if (index === 18) return { columns: 5, depth: 3, rounds: 2000, fitRows: 300, scoreRows: 50 };
  if (index === 42) return { columns: 300, depth: 8, rounds: 10, fitRows: 400, scoreRows: 50 };
  if (index === 77) return { columns: 12, depth: 12, rounds: 20, fitRows: 3000, scoreRows: 50 };
  // One row to learn from makes trees of a single leaf.
  if (index === 99) return { columns: 3, depth: 3, rounds: 2, fitRows: 1, scoreRows: 20 };
  if (index % 20 === 8) return { columns: 1, depth: 1 + whole(8), rounds: 1, fitRows: 200, scoreRows: 40 };
  return {
    columns: 1 + whole(30),
    depth: 1 + whole(9),
    rounds: 1 + whole(8),
    fitRows: 50 + whole(400),
    scoreRows: 33,
  };
}

function draw(
  kind: (typeof KINDS)[number],
  random: () => number,
  categories: number,
  infinite: number,
): number {
  switch (kind) {
    case 'real':
      return random() * 4 - 2;
    case 'grid':
      // Few values, so that rows to score equal thresholds.
      return Math.floor(random() * 8) / 4;
    case 'category':
      return Math.floor(random() * categories);
    case 'constant':
      return 3;
    case 'subnormal':
      return random() < 0.5 ? 0 : 1e-45 * Math.ceil(random() * 9);
    case 'huge':
      if (random() < infinite) return random() < 0.5 ? Infinity : -Infinity;
      return (random() - 0.5) * 6e38;
    case 'missing':
      return Number.NaN;
  }
}

function labelOf(
  objective: (typeof OBJECTIVES)[number],
  { values, columns }: Matrix,
  row: number,
  random: () => number,
): number {
  const at = (column: number): number => {
    const value = values[row * columns + (column % columns)]!;
    return Number.isFinite(value) && Math.abs(value) < 1e6 ? value : 0.5;
  };
  const signal = at(0) + (at(1) % 3) - at(2) * at(0) + random();
  if (objective.startsWith('binary:')) return signal > 0.5 ? 1 : 0;
  if (objective === 'multi:softprob') return Math.floor(Math.abs(signal)) % 3;
  if (['reg:squarederror', 'reg:pseudohubererror', 'reg:quantileerror'].includes(objective)) return signal;
  if (objective === 'count:poisson') return Math.floor(Math.abs(signal));
  return Math.abs(signal) + (objective === 'reg:gamma' || objective === 'survival:cox' ? 0.1 : 0);
}
