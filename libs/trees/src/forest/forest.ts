/**
 * How a margin becomes a value: `identity` 1:1, `logistic` 1 / (1 + e⁻ᵐ), `exp` eᵐ, `softmax` over the outputs,
 * `rising` the outputs in rising order (quantiles that crossed).
 */
export type Link = 'identity' | 'logistic' | 'exp' | 'softmax' | 'rising';

/**
 * A tree ensemble as flat arrays: the nodes of all trees one after another. Nodes of tree t are
 * `[treeStart[t], treeStart[t + 1])`, its root first; `left` and `right` count from the tree's first node.
 */
export interface Forest {
  /** Number of columns that the trees read. */
  readonly features: number;
  /** One name a column, or none where the model was saved without. */
  readonly names: readonly string[];
  /** True where a column holds category codes; one a column, or none where the model does not say. */
  readonly categorical: readonly boolean[];
  /** As XGBoost names it, `reg:squarederror` for example. */
  readonly objective: string;
  readonly link: Link;
  /** Numbers that a row's prediction has: 1, or the number of classes. */
  readonly outputs: number;
  /** What every row starts from, on the margin scale, in the library's own float32 steps; one an output. */
  readonly baseMargins: Float32Array;
  /** The same on the scale of values, as model files have it; left out, a writer works it out from the margins. */
  readonly baseScores?: Float32Array;
  /** The objective's own settings by group, `{ tweedie_regression_param: { tweedie_variance_power: '1.5' } }`. */
  readonly objectiveParams?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** First node of each tree, then the number of all nodes. */
  readonly treeStart: Int32Array;
  /** Output that each tree adds to. */
  readonly treeOutput: Int32Array;
  /** What each tree's leaves are multiplied by (DART); 1 otherwise. */
  readonly treeWeight: Float32Array;
  /** First tree of each boosting round, then the number of all trees. */
  readonly roundStart: Int32Array;
  /** Left child of each node, −1 at a leaf. */
  readonly left: Int32Array;
  /** Right child of each node, −1 at a leaf. */
  readonly right: Int32Array;
  /** Column that each node asks for; 0 at a leaf. */
  readonly feature: Int32Array;
  /** Threshold of a numeric node (left where the row's value is below it), or the value of a leaf. */
  readonly value: Float32Array;
  /** 1 where a missing value goes left. */
  readonly defaultLeft: Uint8Array;
  /** Sum of the hessians of the rows that reached each node while training. */
  readonly cover: Float32Array;
  /** Loss reduction of each split, 0 at leaves; what `gain` importances are made of. */
  readonly gain: Float32Array;
  /**
   * The categories of node i that go right are the set bits of `categoryBits[categoryStart[i], categoryStart[i + 1])`,
   * 32 a word, lowest first; an empty range is a numeric node. One more entry than nodes.
   */
  readonly categoryStart: Int32Array;
  readonly categoryBits: Uint32Array;
}
