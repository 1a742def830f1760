import * as P from '../../kernel/boost/plan.ts';

/** A tree as the kernel has it: its nodes' records and their categories, eight words a node. */
export interface RawTree {
  readonly nodes: Int32Array;
  readonly categories: Uint32Array;
  /** What a unit of the packed hessians stands for. */
  readonly unitH: number;
}

/** One tree as the kernel grew it, level by level. */
export interface GrownTree {
  readonly left: Int32Array;
  readonly column: Int32Array;
  /** Last code that goes left. */
  readonly code: Int32Array;
  readonly defaultLeft: Uint8Array;
  readonly isByCategory: Uint8Array;
  readonly value: Float32Array;
  readonly cover: Float32Array;
  readonly gain: Float32Array;
  /** Eight words a node: categories that go right. */
  readonly categories: Uint32Array;
}

const NODE_WORDS = P.NODE_BYTES / 4;

/** Copies the newest tree out of the kernel's memory; nothing more, since the other threads wait. */
export function copyTree(buffer: ArrayBufferLike): RawTree {
  const view = new DataView(buffer, P.PLAN, P.PLAN_BYTES);
  const count = view.getUint32(P.NODE_COUNT, true);
  return {
    nodes: new Int32Array(buffer, view.getUint32(P.NODES, true), count * NODE_WORDS).slice(),
    categories: new Uint32Array(buffer, view.getUint32(P.CATEGORIES, true), 8 * count).slice(),
    unitH: view.getFloat64(P.UNIT_H, true),
  };
}

/** The fields of a tree's nodes. */
export function readTree({ nodes, categories, unitH }: RawTree): GrownTree {
  const count = nodes.length / NODE_WORDS;
  const floats = new Float32Array(nodes.buffer, nodes.byteOffset, nodes.length);
  const doubles = new Float64Array(nodes.buffer, nodes.byteOffset, nodes.length / 2);
  const tree: GrownTree = {
    left: new Int32Array(count),
    column: new Int32Array(count),
    code: new Int32Array(count),
    defaultLeft: new Uint8Array(count),
    isByCategory: new Uint8Array(count),
    value: new Float32Array(count),
    cover: new Float32Array(count),
    gain: new Float32Array(count),
    categories,
  };
  for (let node = 0, at = 0; node < count; node += 1, at += NODE_WORDS) {
    tree.left[node] = nodes[at + P.NODE_LEFT / 4]!;
    tree.column[node] = nodes[at + P.NODE_COLUMN / 4]!;
    tree.code[node] = nodes[at + P.NODE_CODE / 4]!;
    tree.defaultLeft[node] = nodes[at + P.NODE_DEFAULT_LEFT / 4]!;
    tree.isByCategory[node] = nodes[at + P.NODE_BY_CATEGORY / 4]!;
    tree.value[node] = floats[at + P.NODE_VALUE / 4]!;
    // The lower half of the packed sums.
    tree.cover[node] = (nodes[at + P.NODE_SUM / 4]! >>> 0) * unitH;
    tree.gain[node] = doubles[(at + P.NODE_GAIN / 4) / 2]!;
  }
  return tree;
}
