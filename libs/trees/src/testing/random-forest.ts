import type { Forest } from '../forest/forest.ts';

export interface RandomForestOptions {
  readonly seed: number;
  readonly features: number;
  readonly rounds: number;
  readonly maxDepth: number;
  readonly outputs?: number;
  /** Columns that hold category codes 0 … 39. */
  readonly categorical?: readonly number[];
  /** Tree weights other than 1. */
  readonly dart?: boolean;
  /** Chance that a node above the greatest depth splits; 0.85 by default. */
  readonly splitChance?: number;
}

const CATEGORIES = 40;

/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A forest drawn at random for tests: unbalanced trees, features repeated on a path, both default directions,
 * thresholds on a grid of 0.25 so that values equal them, and covers that are not proportional to anything.
 */
export function randomForest(options: RandomForestOptions): Forest {
  const { seed, features, rounds, maxDepth, outputs = 1, categorical = [], splitChance = 0.85 } = options;
  const random = randomNumbers(seed);
  const trees = rounds * outputs;
  const left: number[] = [];
  const right: number[] = [];
  const feature: number[] = [];
  const defaultLeft: number[] = [];
  const value: number[] = [];
  const cover: number[] = [];
  const gain: number[] = [];
  const treeStart = [0];
  const categoryStart = [0];
  const categoryBits: number[] = [];

  const grow = (start: number, depth: number, weight: number): number => {
    const node = left.length;
    const splits = depth < maxDepth && (depth === 0 || random() < splitChance);
    left.push(-1);
    right.push(-1);
    feature.push(splits ? Math.floor(random() * features) : 0);
    defaultLeft.push(splits && random() < 0.5 ? 1 : 0);
    cover.push(weight);
    gain.push(splits ? random() : 0);
    value.push(splits ? Math.floor(random() * 16) / 4 - 2 : random() * 2 - 1);
    if (splits && categorical.includes(feature[node]!))
      for (let word = 0; word < (random() < 0.5 ? 1 : 2); word += 1)
        categoryBits.push((random() * 2 ** 32) >>> 0);
    categoryStart.push(categoryBits.length);
    if (splits) {
      const share = 0.05 + 0.9 * random();
      left[node] = grow(start, depth + 1, weight * share) - start;
      right[node] = grow(start, depth + 1, weight * (1 - share)) - start;
    }
    return node;
  };
  for (let tree = 0; tree < trees; tree += 1) {
    grow(left.length, 0, 100 + 900 * random());
    treeStart.push(left.length);
  }

  return {
    features,
    names: [],
    categorical: Array.from({ length: features }, (_, column) => categorical.includes(column)),
    objective: outputs > 1 ? 'multi:softprob' : 'reg:squarederror',
    link: outputs > 1 ? 'softmax' : 'identity',
    outputs,
    baseMargins: Float32Array.from({ length: outputs }, () => random()),
    treeStart: Int32Array.from(treeStart),
    treeOutput: Int32Array.from({ length: trees }, (_, tree) => tree % outputs),
    treeWeight: Float32Array.from({ length: trees }, () => (options.dart === true ? random() : 1)),
    roundStart: Int32Array.from({ length: rounds + 1 }, (_, round) => round * outputs),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    feature: Int32Array.from(feature),
    value: Float32Array.from(value),
    defaultLeft: Uint8Array.from(defaultLeft),
    cover: Float32Array.from(cover),
    gain: Float32Array.from(gain),
    categoryStart: Int32Array.from(categoryStart),
    categoryBits: Uint32Array.from(categoryBits),
  };
}

export interface RandomRowsOptions {
  readonly seed: number;
  readonly rows: number;
  /** Share of the values that are missing; 0 by default. */
  readonly missing?: number;
}

/** Row-major values for a forest's columns: a grid of 0.125 around the thresholds, or category codes, some unknown. */
export function randomRows(
  forest: Forest,
  { seed, rows, missing = 0 }: RandomRowsOptions,
): Float32Array<ArrayBuffer> {
  const random = randomNumbers(seed);
  return Float32Array.from({ length: rows * forest.features }, (_, index) => {
    if (random() < missing) return NaN;
    return forest.categorical[index % forest.features]
      ? Math.floor(random() * CATEGORIES)
      : Math.floor(random() * 33) / 8 - 2;
  });
}
