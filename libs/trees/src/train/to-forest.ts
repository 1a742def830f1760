import { baseMarginOf, linkOf } from '../forest/links.ts';
import type { Forest } from '../forest/forest.ts';
import type { Recoding } from './category-codes.ts';
import type { GrownTree } from './grown-tree.ts';
import { OBJECTIVES } from './objectives.ts';
import type { TrainRequest } from './train-request.ts';

/** Threshold that every finite value but the greatest is below: present values left, missing ones right. */
const GREATEST = 3.4028234663852886e38;

/** What turns codes back into values. */
export interface Codebook {
  /** Smallest value of each bin of a column. */
  edges(column: number): Float32Array;
  readonly recodings: readonly (Recoding | null)[];
}

/** The trees as a model; nodes keep their order. */
export function toForest(
  { objective, params, fit }: TrainRequest,
  baseScore: number,
  trees: readonly GrownTree[],
  codebook: Codebook,
): Forest {
  const { names, categorical, columns } = fit.matrix;
  const { name, settings } = OBJECTIVES[objective];
  const treeStart = new Int32Array(trees.length + 1);
  trees.forEach(({ left }, tree) => (treeStart[tree + 1] = treeStart[tree]! + left.length));
  const nodes = treeStart[trees.length]!;
  const value = new Float32Array(nodes);
  const categoryStart = new Int32Array(nodes + 1);
  const words: number[] = [];
  trees.forEach((tree, t) =>
    tree.left.forEach((left, node) => {
      const at = treeStart[t]! + node;
      if (left < 0) value[at] = tree.value[node]!;
      else if (tree.isByCategory[node])
        words.push(...bitsOf(tree, node, codebook.recodings[tree.column[node]!] ?? null));
      else {
        const edges = codebook.edges(tree.column[node]!);
        const next = tree.code[node]! + 1;
        value[at] =
          next < edges.length ? edges[next]! : edges[edges.length - 1]! < GREATEST ? GREATEST : Infinity;
      }
      categoryStart[at + 1] = words.length;
    }),
  );
  const joined = <T extends Int32Array | Float32Array | Uint8Array>(
    target: T,
    field: (tree: GrownTree) => T,
  ): T => {
    trees.forEach((tree, t) => target.set(field(tree), treeStart[t]!));
    return target;
  };
  const left = joined(new Int32Array(nodes), (tree) => tree.left);
  return {
    features: columns,
    names: [...names],
    categorical: [...categorical],
    objective: name,
    link: linkOf(name),
    outputs: 1,
    baseMargins: Float32Array.of(baseMarginOf(name, baseScore)),
    baseScores: Float32Array.of(baseScore),
    objectiveParams: settings(params),
    treeStart,
    treeOutput: new Int32Array(trees.length),
    treeWeight: new Float32Array(trees.length).fill(1),
    roundStart: Int32Array.from({ length: trees.length + 1 }, (_, round) => round),
    left,
    right: left.map((child) => (child < 0 ? -1 : child + 1)),
    feature: joined(new Int32Array(nodes), (tree) => tree.column),
    value,
    defaultLeft: joined(new Uint8Array(nodes), (tree) => tree.defaultLeft),
    cover: joined(new Float32Array(nodes), (tree) => tree.cover),
    gain: joined(new Float32Array(nodes), (tree) => tree.gain),
    categoryStart,
    categoryBits: Uint32Array.from(words),
  };
}

/** The categories of a node that go right, by their own codes. */
function bitsOf({ categories }: GrownTree, node: number, recoding: Recoding | null): Uint32Array {
  const codes: number[] = [];
  for (let code = 0; code < 256; code += 1) {
    if (((categories[8 * node + (code >> 5)]! >>> (code & 31)) & 1) === 0) continue;
    codes.push(recoding ? recoding.originals[code]! : code);
  }
  const bits = new Uint32Array(1 + (Math.max(0, ...codes) >> 5));
  for (const code of codes) bits[code >> 5]! |= 1 << (code & 31);
  return bits;
}
