import { described } from '../checks/refuse.ts';
import { TreesError } from '../trees-error.ts';
import { Document } from './document.ts';
import type { Forest } from './forest.ts';
import { readJson } from './json-reader.ts';
import { DEFAULT_LIMITS, type ForestLimits } from './limits.ts';
import { baseMarginOf, linkOf } from './links.ts';
import { readTree, type TreeNodes } from './read-tree.ts';
import { readUbjson } from './ubjson-reader.ts';

/**
 * Reads a model that XGBoost (1.7 to 3.4) or this library wrote, in UBJSON or JSON: the boosters gbtree and dart with
 * one number a leaf.
 *
 * @throws TreesError when the bytes are no such model, are damaged, or are beyond the limits
 * @example const forest = readForest(await readFile('model.ubj'));
 */
export function readForest(file: Uint8Array | ArrayBuffer, limits: Partial<ForestLimits> = {}): Forest {
  const bytes = bytesOf(file);
  const most = { ...DEFAULT_LIMITS };
  for (const name of Object.keys(most) as (keyof ForestLimits)[]) most[name] = limits[name] ?? most[name];
  if (bytes.length > most.bytes)
    throw new TreesError(`Expected a model of at most ${most.bytes} bytes, found ${bytes.length}`);
  const learner = new Document(documentOf(bytes, most)).at('learner');
  if (!learner.isThere) learner.refuse('a learner', 'none');
  const booster = learner.at('gradient_booster');
  const name = booster.at('name').text;
  if (name !== 'gbtree' && name !== 'dart')
    throw new TreesError(`Expected a model of trees (booster gbtree or dart), found booster "${name}"`);
  const model =
    name === 'dart' && booster.at('gbtree').isThere ? booster.at('gbtree').at('model') : booster.at('model');
  const params = learner.at('learner_model_param');
  const features = params.at('num_feature').count(most.features);
  const objective = learner.at('objective');
  const outputs = outputsOf(learner, most);
  if (outputs > 1 && objective.at('name').text === 'reg:expectileerror')
    throw new TreesError(
      `Expected one expectile, found ${outputs}, which the library does not add up tree by tree; train a model for each`,
    );
  const trees = treesOf(model, features, most);
  const { baseScores, baseMargins } = baseOf(params, objective.at('name').text, outputs);
  const types = textsOf(learner.at('feature_types'), features);
  return {
    features,
    names: textsOf(learner.at('feature_names'), features),
    categorical: types.map((type) => type === 'c'),
    objective: objective.at('name').text,
    link: linkOf(objective.at('name').text),
    objectiveParams: paramsOf(objective),
    outputs,
    baseMargins,
    baseScores,
    treeOutput: model.at('tree_info').integers(0, outputs - 1, trees.length),
    treeWeight: treeWeightsOf(booster, model, trees.length),
    roundStart: roundsOf(model, trees.length, outputs),
    ...flatten(trees),
  };
}

function bytesOf(file: unknown): Uint8Array {
  // Buffers of other realms (a sandbox's, a frame's) count too.
  const kind = Object.prototype.toString.call(file);
  if (kind === '[object Uint8Array]') return file as Uint8Array;
  if (kind === '[object ArrayBuffer]') return new Uint8Array(file as ArrayBuffer);
  throw new TreesError(
    `Expected a model's bytes as a Uint8Array or an ArrayBuffer, found ${described(file)}; read the file without an encoding`,
  );
}

/** UBJSON and JSON both begin with a brace: the next byte is a kind of length, or a quotation mark or blank. */
function documentOf(bytes: Uint8Array, { values }: ForestLimits) {
  const [first, second] = bytes;
  if (first !== 0x7b)
    throw new TreesError(
      `Expected a model in XGBoost's UBJSON or JSON, found ${bytes.length === 0 ? 'an empty file' : `a file that begins with byte ${first}`}; ` +
        `save it with save_model("model.ubj")`,
    );
  const isText = second === 0x22 || second === 0x20 || second === 0x0a || second === 0x0d || second === 0x09;
  return isText ? readJson(bytes, values) : readUbjson(bytes, values);
}

function outputsOf(learner: Document, most: ForestLimits): number {
  const params = learner.at('learner_model_param');
  const classes = params.at('num_class').isThere ? params.at('num_class').count(most.outputs) : 0;
  const targets = params.at('num_target').isThere ? params.at('num_target').count(most.outputs) : 1;
  if (classes > 1 && targets > 1) params.refuse('classes or targets', 'both');
  return Math.max(1, classes, targets);
}

function treesOf(model: Document, features: number, most: ForestLimits): TreeNodes[] {
  let nodes = 0;
  let words = 0;
  return model
    .at('trees')
    .list(most.trees)
    .map((document) => {
      const tree = readTree(document, features, { ...most, categoryWords: most.categoryWords - words });
      nodes += tree.nodes;
      words += tree.categories.reduce((sum, set) => sum + (set?.length ?? 0), 0);
      if (nodes > most.nodes) document.refuse(`at most ${most.nodes} nodes in all`, 'more');
      return tree;
    });
}

/** Base scores are a number in a text, or from 3.1 on a list of them, one an output. */
function baseOf(params: Document, objective: string, outputs: number) {
  const text = params.at('base_score').isThere ? params.at('base_score').text : '5E-1';
  const numbers = text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((number) => (number.trim() === '' ? Number.NaN : Number(number)));
  if (numbers.some((number) => !Number.isFinite(number))) params.at('base_score').refuse('numbers');
  if (numbers.length !== 1 && numbers.length !== outputs)
    params.at('base_score').refuse(`1 or ${outputs} numbers`, String(numbers.length));
  const baseScores = Float32Array.from(
    { length: outputs },
    (_, output) => numbers[numbers.length === 1 ? 0 : output]!,
  );
  const baseMargins = baseScores.map((score) => baseMarginOf(objective, score));
  if (baseMargins.some(Number.isNaN))
    params.at('base_score').refuse(`scores that ${objective} has a margin for`, text);
  return { baseScores, baseMargins };
}

function textsOf(list: Document, features: number): string[] {
  const texts = list.isThere ? list.texts(features) : [];
  if (texts.length !== 0 && texts.length !== features)
    list.refuse(`${features} texts or none`, String(texts.length));
  return texts;
}

/** The objective's settings: texts below names; whatever else a version keeps there is left out. */
function paramsOf(objective: Document): Record<string, Record<string, string>> {
  const groups = objective.names.filter((group) => objective.at(group).names.length > 0);
  return Object.fromEntries(
    groups.map((group) => {
      const settings = objective.at(group);
      return [
        group,
        Object.fromEntries(settings.names.map((setting) => [setting, settings.at(setting).text])),
      ];
    }),
  );
}

function treeWeightsOf(booster: Document, model: Document, trees: number): Float32Array {
  const weights = [booster.at('weight_drop'), model.at('weight_drop')].find(({ isThere }) => isThere);
  if (!weights) return new Float32Array(trees).fill(1);
  return Float32Array.from(weights.numbers(trees));
}

/** First tree of each round. Older files do not say: then a round is a forest of equal size for each output. */
function roundsOf(model: Document, trees: number, outputs: number): Int32Array {
  const starts = model.at('iteration_indptr');
  if (starts.isThere) {
    const list = starts.integers(0, trees);
    const isRising = list.every((start, i) => i === 0 || start >= list[i - 1]!);
    if (trees === 0 && list.length === 0) return Int32Array.of(0);
    if (list[0] !== 0 || list.at(-1) !== trees || !isRising)
      starts.refuse(`rising numbers from 0 to ${trees}`, 'others');
    return list;
  }
  const parallel = model.at('gbtree_model_param').at('num_parallel_tree');
  const perRound = Math.max(1, parallel.isThere ? parallel.count(Math.max(1, trees)) : 1) * outputs;
  if (trees % perRound !== 0) model.at('trees').refuse(`a multiple of ${perRound} trees`, String(trees));
  return Int32Array.from({ length: trees / perRound + 1 }, (_, round) => round * perRound);
}

function flatten(trees: readonly TreeNodes[]) {
  const treeStart = new Int32Array(trees.length + 1);
  trees.forEach((tree, t) => (treeStart[t + 1] = treeStart[t]! + tree.nodes));
  const nodes = treeStart[trees.length]!;
  const categoryStart = new Int32Array(nodes + 1);
  let words = 0;
  trees.forEach((tree, t) =>
    tree.categories.forEach((set, node) => {
      words += set?.length ?? 0;
      categoryStart[treeStart[t]! + node + 1] = words;
    }),
  );
  const forest = {
    treeStart,
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    feature: new Int32Array(nodes),
    value: new Float32Array(nodes),
    defaultLeft: new Uint8Array(nodes),
    cover: new Float32Array(nodes),
    gain: new Float32Array(nodes),
    categoryStart,
    categoryBits: new Uint32Array(words),
  };
  trees.forEach((tree, t) => {
    const start = treeStart[t]!;
    for (const name of ['left', 'right', 'feature', 'value', 'defaultLeft', 'cover', 'gain'] as const)
      forest[name].set(tree[name], start);
    tree.categories.forEach((set, node) => {
      if (set) forest.categoryBits.set(set, categoryStart[start + node]);
    });
  });
  return forest;
}
