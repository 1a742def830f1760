import type { Forest } from './forest.ts';
import { baseScoreOf } from './links.ts';

/** A part of a model file about to be written; how each array of numbers is stored shows in its class. */
export type Part =
  | string
  | number
  | readonly Part[]
  | Uint8Array
  | Int32Array
  | Float32Array
  /** Stored as 64-bit whole numbers. */
  | { readonly longs: Int32Array }
  /** Stored one by one, each with its kind. */
  | { readonly singles: Float32Array }
  | ReadonlyMap<string, Part>;

/** The file format's version that is written. */
const VERSION = [3, 4, 1];
/** Parent of a root. */
const NO_PARENT = 2 ** 31 - 1;
/** Settings that a reader of the file wants, where a forest brings none. */
const DEFAULT_PARAMS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  'reg:squarederror': { reg_loss_param: { scale_pos_weight: '1' } },
  'binary:logistic': { reg_loss_param: { scale_pos_weight: '1' } },
  'reg:tweedie': { tweedie_regression_param: { tweedie_variance_power: '1.5' } },
  'count:poisson': { poisson_regression_param: { max_delta_step: '0.699999988' } },
};

/** A forest in the layout of XGBoost's files, keys in the library's (alphabetical) order. */
export function modelDocument(forest: Forest): Part {
  const trees = forest.treeStart.length - 1;
  const isMulticlass = forest.link === 'softmax';
  const isDart = forest.treeWeight.some((weight) => weight !== 1);
  const baseScores =
    forest.baseScores ?? forest.baseMargins.map((margin) => baseScoreOf(forest.objective, margin));
  const model = record({
    cats: record({ enc: [], feature_segments: new Int32Array(0), sorted_idx: new Int32Array(0) }),
    gbtree_model_param: record({
      num_parallel_tree: String(treesPerRound(forest)),
      num_trees: String(trees),
    }),
    iteration_indptr: [...forest.roundStart],
    tree_info: [...forest.treeOutput],
    trees: Array.from({ length: trees }, (_, tree) => treeDocument(forest, tree)),
  });
  return record({
    learner: record({
      attributes: record({}),
      feature_names: [...forest.names],
      feature_types: forest.categorical.map((is) => (is ? 'c' : 'q')),
      gradient_booster: isDart
        ? record({
            gbtree: record({ model, name: 'gbtree' }),
            name: 'dart',
            weight_drop: { singles: forest.treeWeight },
          })
        : record({ model, name: 'gbtree' }),
      learner_model_param: record({
        base_score: `[${Array.from(baseScores, scientific).join(',')}]`,
        boost_from_average: '1',
        num_class: String(isMulticlass ? forest.outputs : 0),
        num_feature: String(forest.features),
        num_target: String(isMulticlass ? 1 : forest.outputs),
      }),
      objective: objectiveDocument(forest),
    }),
    version: VERSION,
  });
}

function objectiveDocument(forest: Forest): Part {
  const groups = { ...DEFAULT_PARAMS[forest.objective], ...forest.objectiveParams };
  if (forest.link === 'softmax') groups['softmax_multiclass_param'] ??= { num_class: String(forest.outputs) };
  // The biases of positions are for training only, and are not kept: without them the library takes no unbiased model.
  if (groups['lambdarank_param'])
    groups['lambdarank_param'] = { ...groups['lambdarank_param'], lambdarank_unbiased: '0' };
  const entries = Object.entries(groups).map(([group, settings]) => [group, record(settings)] as const);
  return record({ name: forest.objective, ...Object.fromEntries(entries) });
}

function treeDocument(forest: Forest, tree: number): Part {
  const start = forest.treeStart[tree]!;
  const end = forest.treeStart[tree + 1]!;
  const left = forest.left.slice(start, end);
  const right = forest.right.slice(start, end);
  const value = forest.value.slice(start, end);
  const parents = new Int32Array(end - start).fill(NO_PARENT);
  left.forEach((child, node) => {
    if (child < 0) return;
    parents[child] = node;
    parents[right[node]!] = node;
  });
  const splitType = new Uint8Array(end - start);
  const [nodes, segments, sizes, categories]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let node = start; node < end; node += 1) {
    const bits = forest.categoryBits.subarray(forest.categoryStart[node]!, forest.categoryStart[node + 1]!);
    if (bits.length === 0) continue;
    const listed = categoriesOf(bits);
    splitType[node - start] = 1;
    nodes.push(node - start);
    segments.push(categories.length);
    sizes.push(listed.length);
    for (const category of listed) categories.push(category);
  }
  return record({
    base_weights: value.map((leaf, node) => (left[node]! < 0 ? leaf : 0)),
    categories: Int32Array.from(categories),
    categories_nodes: Int32Array.from(nodes),
    categories_segments: { longs: Int32Array.from(segments) },
    categories_sizes: { longs: Int32Array.from(sizes) },
    default_left: forest.defaultLeft.slice(start, end),
    id: tree,
    left_children: left,
    loss_changes: forest.gain.slice(start, end),
    parents,
    right_children: right,
    split_conditions: value,
    split_indices: forest.feature.slice(start, end),
    split_type: splitType,
    sum_hessian: forest.cover.slice(start, end),
    tree_param: record({
      num_deleted: '0',
      num_feature: String(forest.features),
      num_nodes: String(end - start),
      size_leaf_vector: '1',
    }),
  });
}

/** Codes whose bits are set, rising. */
function categoriesOf(bits: Uint32Array): number[] {
  const codes: number[] = [];
  bits.forEach((word, at) => {
    for (let bit = 0; bit < 32; bit += 1) if ((word >>> bit) & 1) codes.push(32 * at + bit);
  });
  return codes;
}

/** Trees of each output in a round, where all rounds have as many. */
function treesPerRound({ roundStart, outputs }: Forest): number {
  const first = roundStart.length > 1 ? roundStart[1]! - roundStart[0]! : outputs;
  return Math.max(1, Math.round(first / outputs));
}

/** A 32-bit float as the library writes it in texts, `5E-1`. */
function scientific(value: number): string {
  const [digits = '', exponent = '0'] = shortest(value).split('e');
  return `${digits}E${Number(exponent)}`;
}

/** The fewest digits that a 32-bit float is known by, in scientific notation. */
export function shortest(value: number): string {
  if (Object.is(value, -0)) return '-0e+0';
  for (let digits = 0; digits < 9; digits += 1) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(9);
}

function record(entries: Readonly<Record<string, Part>>): ReadonlyMap<string, Part> {
  return new Map(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
