import { linesOf } from '../testing/forest-cases.ts';
import { handMadeTree } from '../testing/hand-made-tree.ts';
import { randomForest, randomRows } from '../testing/random-forest.ts';
import { predictPlainly } from './predict.ts';

describe('predictPlainly()', () => {
  // x0 < 0 ? 0 : (x1 < 0 ? 10 : 30)
  const forest = handMadeTree();
  const rowsOf = (...lines: [number, number][]) => ({
    values: Float32Array.from(lines.flat()),
    rows: lines.length,
    columns: 2,
  });

  it.each<[string, [number, number], number]>([
    ['below', [-1, 1], 0],
    ['equal to the threshold: right', [0, 0], 30],
    ['negative zero: right, it is not below', [-0, -0], 30],
    ['a subnormal below', [1, -1e-45], 10],
    ['endless', [Infinity, -Infinity], 10],
    ['missing: by default, here right', [NaN, NaN], 30],
  ])('sends a value %s', (_, row, expected) => {
    expect([...predictPlainly(forest, rowsOf(row))]).toEqual([expected]);
  });

  it('sends missing values left where a node says so', () => {
    const leftward = { ...forest, defaultLeft: Uint8Array.of(0, 0, 1, 0, 0) };

    expect([...predictPlainly(leftward, rowsOf([NaN, NaN]))]).toEqual([10]);
  });

  it('sends listed categories right, and others, unknown and impossible ones left', () => {
    const listed = {
      ...forest,
      categoryStart: Int32Array.of(0, 2, 2, 2, 2, 2),
      categoryBits: Uint32Array.of(0b101, 0b10),
    };
    const codes = [0, 1, 2, 33, 34, 64, 1e9, -1, Infinity, 2.5];
    const margins = predictPlainly(listed, rowsOf(...codes.map((code): [number, number] => [code, 1])));

    expect([...margins].map((margin) => margin === 30)).toEqual(
      codes.map((code) => [0, 2, 33, 2.5].includes(code)),
    );
  });

  it('gives the node of the leaf, and the value after the link', () => {
    const logistic = { ...forest, link: 'logistic' as const };

    expect([...predictPlainly(forest, rowsOf([-1, 0], [1, -1], [1, 1]), { output: 'leaf' })]).toEqual([
      1, 3, 4,
    ]);
    expect([...predictPlainly(logistic, rowsOf([-1, 0]), { output: 'value' })]).toEqual([0.5]);
  });

  it('adds up rounds in float32, in the order of the trees', () => {
    const drawn = randomForest({ seed: 3, features: 5, rounds: 6, maxDepth: 4, outputs: 2, dart: true });
    const rows = { values: randomRows(drawn, { seed: 4, rows: 20, missing: 0.2 }), rows: 20, columns: 5 };
    const bare = { ...drawn, baseMargins: new Float32Array(2) };
    const whole = predictPlainly(drawn, rows);
    const byRound = Array.from({ length: 6 }, (_, r) => predictPlainly(bare, rows, { rounds: [r, r + 1] }));

    whole.forEach((margin, at) =>
      expect(margin).toBe(
        byRound.reduce((sum, round) => Math.fround(sum + round[at]!), drawn.baseMargins[at % 2]!),
      ),
    );
  });

  it('reads columns as it reads rows, into the buffer of the caller', () => {
    const drawn = randomForest({ seed: 5, features: 4, rounds: 3, maxDepth: 3 });
    const values = randomRows(drawn, { seed: 6, rows: 7 });
    const lines = linesOf(drawn, values);
    const turned = Float32Array.from(
      { length: values.length },
      (_, at) => lines[at % 7]![Math.floor(at / 7)]!,
    );
    const into = new Float32Array(7);

    const found = predictPlainly(
      drawn,
      { values: turned, rows: 7, columns: 4, layout: 'column-major' },
      { into },
    );

    expect(found).toBe(into);
    expect(found).toEqual(predictPlainly(drawn, { values, rows: 7, columns: 4 }));
  });

  it('refuses rows, buffers and rounds of another shape', () => {
    expect(() => predictPlainly(forest, { values: new Float32Array(3), rows: 1, columns: 3 })).toThrow(
      TypeError,
    );
    expect(() => predictPlainly(forest, rowsOf([0, 0]), { into: new Float32Array(2) })).toThrow(TypeError);
    expect(() => predictPlainly(forest, rowsOf([0, 0]), { rounds: [0, 2] })).toThrow(RangeError);
  });
});
