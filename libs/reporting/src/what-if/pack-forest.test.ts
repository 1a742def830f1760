import { tinyForest } from '../testing/tiny-forest.ts';
import { packForest, unpackForest } from './pack-forest.ts';

const forest = {
  ...tinyForest(300, [
    [299, 1.5, -Math.fround(0.1), 3.25],
    [0, Number.NEGATIVE_INFINITY, 1e-40, 2],
  ]),
  treeWeight: Float32Array.of(0.5, 1),
  defaultLeft: Uint8Array.of(1, 0, 0, 0, 0, 0),
  categoryStart: Int32Array.of(0, 0, 0, 0, 2, 2, 2),
  categoryBits: Uint32Array.of(0xffffffff, 1),
};

describe('packForest()', () => {
  it('gives unpackForest() the same forest, through JSON', () => {
    const again = unpackForest(
      JSON.parse(JSON.stringify(packForest(forest))) as ReturnType<typeof packForest>,
    );
    expect(again).toEqual({ ...forest, gain: new Float32Array(6) });
  });

  it('takes as few bytes as the largest number needs', () => {
    const { arrays } = packForest(forest);
    expect([arrays.left[0], arrays.feature[0], arrays.value[0], arrays.categoryBits[0]]).toEqual([
      1, 2, 4, 4,
    ]);
  });
});
