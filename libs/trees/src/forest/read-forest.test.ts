import fc from 'fast-check';
import { predictPlainly } from '../reference/predict.ts';
import { goldenModels } from '../testing/golden-models.ts';
import { handMadeTree } from '../testing/hand-made-tree.ts';
import { TreesError } from '../trees-error.ts';
import type { Forest } from './forest.ts';
import type { ForestLimits } from './limits.ts';
import { readForest } from './read-forest.ts';
import { writeForest } from './write-forest.ts';

/** What the files below may hold at most: a read of a damaged one is to stay within it. */
const SMALL: Partial<ForestLimits> = { nodes: 100_000, features: 1000, categories: 100_000 };

describe('readForest() of files that are none', () => {
  it.each([
    ['an empty file', new Uint8Array(0), 'an empty file'],
    ['other bytes', Uint8Array.of(1, 2, 3), 'begins with byte 1'],
    ['JSON of something else', text('{"a": 1}'), 'a learner'],
    ['JSON cut short', text('{"learner": '), 'found text that is none'],
    ['a linear model', text('{"learner":{"gradient_booster":{"name":"gblinear"}}}'), 'booster "gblinear"'],
  ])('says what is wrong with %s', (_, bytes, message) => {
    expect(() => readForest(bytes)).toThrow(TreesError);
    expect(() => readForest(bytes)).toThrow(message);
  });
});

describe('readForest() of trees that are none', () => {
  it.each<[string, (tree: Record<string, unknown>) => void, string]>([
    ['a circle', ({ left_children: left }) => Object.assign(left as number[], { 2: 0 }), 'one parent'],
    ['two parents', ({ left_children: left }) => Object.assign(left as number[], { 2: 1 }), 'one parent'],
    [
      'a child outside',
      ({ right_children: right }) => Object.assign(right as number[], { 0: 9 }),
      'from -1 to 4',
    ],
    [
      'one child',
      ({ right_children: right }) => Object.assign(right as number[], { 0: -1 }),
      'two children or none',
    ],
    [
      'a column outside',
      ({ split_indices: of }) => Object.assign(of as number[], { 2: 2 }),
      'a column from 0 to 1',
    ],
    [
      'a leaf without end',
      ({ split_conditions: of }) => Object.assign(of as unknown[], { 1: '∞' }),
      'a number',
    ],
    ['arrays that differ', ({ default_left: of }) => (of as number[]).pop(), '5 numbers'],
    ['no nodes', (tree) => Object.assign(tree, { left_children: [] }), 'a node at least'],
    [
      'vectors for leaves',
      ({ tree_param: params }) => Object.assign(params as object, { size_leaf_vector: '2' }),
      'one_output_per_tree',
    ],
    [
      'sets that share their categories',
      (tree) =>
        Object.assign(tree, {
          categories: [1, 2],
          categories_nodes: [0, 2],
          categories_segments: [0, 0],
          categories_sizes: [2, 2],
        }),
      '4 categories',
    ],
    [
      'a code beyond the limit',
      (tree) =>
        Object.assign(tree, {
          categories: [100_000],
          categories_nodes: [0],
          categories_segments: [0],
          categories_sizes: [1],
        }),
      'from 0 to 99999',
    ],
  ])('refuses %s', (_, damage, message) => {
    const model = JSON.parse(new TextDecoder().decode(writeForest(handMadeTree(), 'json'))) as {
      learner: { gradient_booster: { model: { trees: Record<string, unknown>[] } } };
    };
    damage(model.learner.gradient_booster.model.trees[0]!);
    const bytes = text(JSON.stringify(model));

    expect(() => readForest(bytes, SMALL)).toThrow(TreesError);
    expect(() => readForest(bytes, SMALL)).toThrow(message);
  });

  it.each<[keyof ForestLimits, number]>([
    ['bytes', 100],
    ['values', 20],
    ['trees', 0],
    ['nodes', 4],
    ['depth', 1],
    ['features', 1],
  ])('refuses more than the limit of %s', (limit, most) => {
    const bytes = writeForest(handMadeTree());

    expect(() => readForest(bytes, { [limit]: most })).toThrow(TreesError);
    expect(readForest(bytes, { [limit]: 10_000 }).treeStart).toEqual(Int32Array.of(0, 5));
  });

  it.each(['{}', '[]'])('refuses files that are mostly %s before they take memory', (pair) => {
    const many = pair.repeat(1000);
    const ubjson = Buffer.from(`{i\u0001x[${many}]}`, 'latin1');
    expect(() => readForest(ubjson, { values: 999 })).toThrow(/at most 999 values at byte \d+/);
    const json = text(`{"x": [${many.replaceAll(pair, `${pair},`)}0]}`);
    expect(() => readForest(json, { values: 999 })).toThrow(
      'at most 999 lists and objects in JSON, found 1002',
    );
  });

  it.each<[string, (cover: number, node: number) => unknown, RegExp]>([
    ['below 0', () => -1, /sums from 0 at node 0 and below at .*sum_hessian, found -1, -1 and -1/],
    ['NaN', () => 'NaN', /sums from 0 at node 0/],
    [
      'that do not add up',
      (cover, node) => (node === 0 ? cover : 1e30),
      /children of node 0 that add up to its/,
    ],
  ])('refuses covers %s, of which Shapley values are shares', (_name, change, message) => {
    const model = JSON.parse(new TextDecoder().decode(writeForest(handMadeTree(), 'json'))) as {
      learner: { gradient_booster: { model: { trees: { sum_hessian: number[] }[] } } };
    };
    for (const tree of model.learner.gradient_booster.model.trees)
      tree.sum_hessian = tree.sum_hessian.map(change) as number[];
    expect(() => readForest(text(JSON.stringify(model)))).toThrow(message);
  });

  it('refuses a base score that is no probability where one is wanted', () => {
    const forest = { ...handMadeTree(), objective: 'binary:logistic', baseScores: Float32Array.of(2) };

    expect(() => readForest(writeForest(forest))).toThrow('scores that binary:logistic has a margin for');
  });

  it('refuses several expectiles, which are margins of another kind', () => {
    const bytes = writeForest({
      ...handMadeTree(),
      outputs: 2,
      objective: 'reg:expectileerror',
      baseMargins: Float32Array.of(0, 0),
    });

    expect(() => readForest(bytes)).toThrow('Expected one expectile, found 2');
  });

  it('refuses an objective whose link is not known', () => {
    const bytes = writeForest({ ...handMadeTree(), baseScores: Float32Array.of(0), objective: 'reg:other' });

    expect(() => readForest(bytes)).toThrow('found "reg:other"');
  });
});

describe('readForest() of ranking models', () => {
  it('leaves out the biases of positions, and writeForest() a model that needs them', () => {
    const lambdarank = { lambdarank_unbiased: '1', ndcg_exp_gain: '1' };
    const forest = {
      ...handMadeTree(),
      objective: 'rank:ndcg',
      objectiveParams: { lambdarank_param: lambdarank },
    };
    const json = new TextDecoder().decode(writeForest(forest, 'json'));

    expect(json).toContain('"lambdarank_unbiased":"0","ndcg_exp_gain":"1"');
    const withBiases = json.replace('"name":"rank:ndcg"', '"name":"rank:ndcg","ti+":[1.5,2]');
    expect(withBiases).not.toBe(json);
    expect(readForest(text(withBiases))).toEqual(readForest(text(json)));
  });
});

describe('readForest() of damaged files', () => {
  const models = goldenModels().map(({ bytes }) => bytes);

  it('reads a whole forest or says what is wrong, whatever bytes are changed', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...models), damage, (model, changes) => {
        const bytes = model.slice();
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        return isReadOrRefused(bytes);
      }),
      { seed: 4, numRuns: 3000 },
    );
  });

  it('refuses files that are cut short', () => {
    fc.assert(
      fc.property(fc.constantFrom(...models), fc.nat(), (model, at) => {
        expect(() => readForest(model.subarray(0, at % model.length))).toThrow(TreesError);
      }),
      { seed: 5, numRuns: 1500 },
    );
  });

  it('refuses what a brace is followed by at random', () => {
    const letters = [...'{}[]$#SCZTFNiUIlLdD'].map((letter) => letter.charCodeAt(0));
    const byte = fc.oneof(fc.constantFrom(...letters), fc.nat(255));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 60 }), (rest) => {
        expect(() => readForest(Uint8Array.of(0x7b, ...rest))).toThrow(TreesError);
      }),
      { seed: 6, numRuns: 5000 },
    );
  });

  it('allocates nothing for lengths that are not there', () => {
    const length = [0x4c, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff];
    const name = [0x69, 1, 0x61];
    for (const kind of [0x64, 0x44, 0x4c, 0x55])
      expect(() => readForest(Uint8Array.of(0x7b, ...name, 0x5b, 0x24, kind, 0x23, ...length))).toThrow(
        'more bytes',
      );
    expect(() => readForest(Uint8Array.of(0x7b, ...name, 0x53, ...length))).toThrow('more bytes');
    expect(() => readForest(Uint8Array.of(0x7b, ...name, 0x5b, 0x23, ...length))).toThrow('more bytes');
  });

  it('refuses lists and texts without end', () => {
    expect(() =>
      readForest(Uint8Array.of(0x7b, 0x69, 1, 0x61, ...Array<number>(100_000).fill(0x5b))),
    ).toThrow('at most 32 levels');
    // A mark that opens a text at each of a million places must not be looked for to the end a million times.
    expect(() => readForest(text(`{"${'\\"'.repeat(1_000_000)}`))).toThrow(TreesError);
    expect(() => readForest(text(`{"a":${'['.repeat(1_000_000)}`))).toThrow(TreesError);
  });
});

/** A forest that was read is one that rows can be sent through. */
function isReadOrRefused(bytes: Uint8Array): boolean {
  let forest: Forest;
  try {
    forest = readForest(bytes, SMALL);
  } catch (error) {
    if (error instanceof TreesError) return true;
    throw error;
  }
  const rows = { values: new Float32Array(2 * forest.features).fill(NaN, forest.features), rows: 2 };
  const leaves = predictPlainly(forest, { ...rows, columns: forest.features }, { output: 'leaf' });
  return leaves.every((leaf, at) => {
    const tree = at % (forest.treeStart.length - 1);
    return forest.left[forest.treeStart[tree]! + leaf] === -1;
  });
}

function text(json: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(json);
}
