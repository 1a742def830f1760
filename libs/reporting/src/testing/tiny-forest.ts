import type { Forest } from '@engage/trees';

/** A forest of stumps: `feature < threshold ? low : high`, half of the rows on each side. */
export function tinyForest(
  features: number,
  stumps: readonly (readonly [feature: number, threshold: number, low: number, high: number])[],
): Forest {
  const nodes = 3 * stumps.length;
  const each = (root: number, left: number, right: number): number[] =>
    stumps.flatMap(() => [root, left, right]);
  return {
    features,
    names: [],
    categorical: [],
    objective: 'reg:squarederror',
    link: 'identity',
    outputs: 1,
    baseMargins: Float32Array.of(0.25),
    treeStart: Int32Array.from({ length: stumps.length + 1 }, (_, tree) => 3 * tree),
    treeOutput: new Int32Array(stumps.length),
    treeWeight: new Float32Array(stumps.length).fill(1),
    roundStart: Int32Array.from({ length: stumps.length + 1 }, (_, tree) => tree),
    left: Int32Array.from(each(1, -1, -1)),
    right: Int32Array.from(each(2, -1, -1)),
    feature: Int32Array.from(stumps.flatMap(([feature]) => [feature, 0, 0])),
    value: Float32Array.from(stumps.flatMap(([, threshold, low, high]) => [threshold, low, high])),
    defaultLeft: new Uint8Array(nodes),
    cover: Float32Array.from(each(100, 50, 50)),
    gain: new Float32Array(nodes),
    categoryStart: new Int32Array(nodes + 1),
    categoryBits: new Uint32Array(0),
  };
}
