import * as P from '../../kernel/boost/plan.ts';

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

/** Copies the newest tree out of the kernel's memory. */
export function readTree(buffer: ArrayBufferLike): GrownTree {
  const view = new DataView(buffer);
  const word = (offset: number): number => view.getUint32(P.PLAN + offset, true);
  const count = word(P.NODE_COUNT);
  const nodes = word(P.NODES);
  const unitH = view.getFloat64(P.PLAN + P.UNIT_H, true);
  const at = (node: number): number => nodes + node * P.NODE_BYTES;
  const indices = Array.from({ length: count }, (_, node) => node);
  const integers = (offset: number): number[] =>
    indices.map((node) => view.getInt32(at(node) + offset, true));
  return {
    left: Int32Array.from(integers(P.NODE_LEFT)),
    column: Int32Array.from(integers(P.NODE_COLUMN)),
    code: Int32Array.from(integers(P.NODE_CODE)),
    defaultLeft: Uint8Array.from(integers(P.NODE_DEFAULT_LEFT)),
    isByCategory: Uint8Array.from(integers(P.NODE_BY_CATEGORY)),
    value: Float32Array.from(indices, (node) => view.getFloat32(at(node) + P.NODE_VALUE, true)),
    // The lower half of the packed sums.
    cover: Float32Array.from(indices, (node) => view.getUint32(at(node) + P.NODE_SUM, true) * unitH),
    gain: Float32Array.from(indices, (node) => view.getFloat64(at(node) + P.NODE_GAIN, true)),
    categories: new Uint32Array(buffer, word(P.CATEGORIES), 8 * count).slice(),
  };
}
