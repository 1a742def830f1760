import type { Forest } from '../forest/forest.ts';

/**
 * One tree of two features that can be worked out by hand: `x0 < 0 ? 0 : (x1 < 0 ? 10 : 30)`, of 80 rows 40 on each
 * side of the root, 10 and 30 below.
 */
export function handMadeTree(): Forest {
  return {
    features: 2,
    names: ['x0', 'x1'],
    categorical: [false, false],
    objective: 'reg:squarederror',
    link: 'identity',
    outputs: 1,
    baseMargins: Float32Array.of(0),
    treeStart: Int32Array.of(0, 5),
    treeOutput: Int32Array.of(0),
    treeWeight: Float32Array.of(1),
    roundStart: Int32Array.of(0, 1),
    left: Int32Array.of(1, -1, 3, -1, -1),
    right: Int32Array.of(2, -1, 4, -1, -1),
    feature: Int32Array.of(0, 0, 1, 0, 0),
    value: Float32Array.of(0, 0, 0, 10, 30),
    defaultLeft: new Uint8Array(5),
    cover: Float32Array.of(80, 40, 40, 10, 30),
    gain: new Float32Array(5),
    categoryStart: new Int32Array(6),
    categoryBits: new Uint32Array(0),
  };
}
