import { gaussLegendre } from '../exact/gauss-legendre.ts';
import type { Forest } from '../forest/forest.ts';
import type { Arena } from '../kernel/arena.ts';
import { TILE } from '../kernel/score-kernel.ts';
import { conditionAt, type ColumnPlan } from './plan-columns.ts';
import { layoutOf, passesOf, STEP_WORDS, stepsOf, VECTOR_BYTES, type Step } from './plan-walk.ts';
import { factors, gains, leafNumbers, outcomeNumbers } from './walk-numbers.ts';
import { isNode, outcomesOf, statesOf, type Branch, type WalkNode, type WalkTree } from './walk-tree.ts';

/** A tree's program in the kernel's memory (kernel/score/walk.ts describes it), and the work area that it needs. */
export interface WrittenWalk {
  readonly words: readonly number[];
  readonly workBytes: number;
}

/** Rows that the kernel walks with at once. */
const ROWS = 16;
const KIND = { split: 0, join: 1, down: 2, up: 3, upBesideLeaf: 4, bottom: 5 } as const;

interface Shape {
  readonly vectors: number;
  /** Offsets in the work area. */
  readonly states: number;
  readonly products: number;
  readonly totals: number;
  readonly sums: number;
}

export function writeWalk(forest: Forest, columns: ColumnPlan, walk: WalkTree, arena: Arena): WrittenWalk {
  const steps = stepsOf(walk.root);
  const passes = passesOf(walk.mostFeatures);
  const widest = Math.max(...passes);
  const slots =
    1 + steps.reduce((most, { product, total, other }) => Math.max(most, product, total, other), 0);
  const levels = walk.depth + 1;
  const states = (1 + 2 * levels) * ROWS;
  const products = Math.ceil((states + levels * ROWS) / 64) * 64;
  const totals = products + slots * ROWS * widest * VECTOR_BYTES;
  const sums = totals + slots * ROWS * widest * VECTOR_BYTES;
  const rule = gaussLegendre(2 * passes.reduce((sum, vectors) => sum + vectors, 0));
  const passWords: number[] = [];
  let first = 0;
  for (const vectors of passes) {
    const points = rule.points.subarray(first, first + 2 * vectors);
    const weights = arena.put(rule.weights.slice(first, first + 2 * vectors));
    first += 2 * vectors;
    const bytes = writeSteps(forest, columns, steps, points, { vectors, states, products, totals, sums });
    const from = arena.put(bytes);
    passWords.push(from, from + bytes.length, weights, vectors);
  }
  const passAddress = arena.put(Int32Array.from(passWords));
  const features = arena.put(Int32Array.from(walk.features, (feature) => feature * 4));
  return {
    words: [passAddress, passes.length, features, walk.features.length, sums, 0, 0, 0],
    workBytes: sums + walk.features.length * ROWS * VECTOR_BYTES,
  };
}

function writeSteps(
  forest: Forest,
  columns: ColumnPlan,
  steps: readonly Step[],
  points: Float64Array,
  shape: Shape,
): Uint8Array {
  const places = steps.map((step) => layoutOf(step, shape.vectors));
  const bytes = new Uint8Array(places.reduce((sum, place) => sum + place.bytes, 0));
  const words = new Int32Array(bytes.buffer);
  const numbers = new Float64Array(bytes.buffer);
  const slot = ROWS * shape.vectors * VECTOR_BYTES;
  let begin = 0;
  steps.forEach((step, i) => {
    const { kind, node, product, total, other } = step;
    const place = places[i]!;
    const others = kind === 'join' ? shape.totals : shape.products;
    words.set(
      [
        KIND[kind],
        place.bytes,
        shape.states + node.level * ROWS,
        shape.products + product * slot,
        shape.totals + total * slot,
        others + other * slot,
        place.conditions,
        kind === 'bottom' ? place.lines.length : sumOf(shape, node.line),
        place.numbers,
      ],
      begin / 4,
    );
    if (step.asks) {
      const conditions = conditionWords(forest, columns, node, kind === 'bottom');
      words.set(conditions, begin / 4 + STEP_WORDS);
    }
    place.lines.forEach((line, k) => (words[(begin + place.offsets) / 4 + k] = sumOf(shape, line)));
    let at = (begin + place.numbers) / 8;
    for (const part of numbersOf(step, place.lines, points)) {
      numbers.set(part, at);
      at += part.length;
    }
    begin += place.bytes;
  });
  return bytes;
}

function sumOf(shape: Shape, line: number): number {
  return shape.sums + line * ROWS * VECTOR_BYTES;
}

/** The condition of a node, or of all from it on, each after those above it. */
function conditionWords(forest: Forest, columns: ColumnPlan, root: WalkNode, isAll: boolean): number[] {
  const words: number[] = [];
  const visit = (branch: Branch, unit: number): void => {
    if (!isNode(branch)) return;
    const [left, right] = branch.branches;
    const rights = isAll ? outcomesOf(right) : 1;
    const lefts = isAll ? outcomesOf(left) : 1;
    const { column, threshold } = conditionAt(forest, columns, branch.node);
    const adds = unit * rights * lefts;
    const own = (1 + 2 * branch.level) * ROWS;
    words.push(column * TILE, (threshold & 255) | (adds << 8), branch.above * ROWS, own);
    if (!isAll) return;
    visit(left, unit * rights);
    visit(right, unit);
  };
  visit(root, 1);
  return words;
}

function numbersOf({ kind, node }: Step, lines: readonly number[], points: Float64Array): Float64Array[] {
  if (kind === 'bottom') return [outcomeNumbers(node, lines, points)];
  const side = isNode(node.branches[0]) ? 0 : 1;
  return Array.from({ length: statesOf(node) }, (_, state) => {
    switch (kind) {
      case 'split':
        return [factors(node, 0, state, points), factors(node, 1, state, points)];
      case 'join':
        return [gains(node, 0, state, points), gains(node, 1, state, points)];
      case 'down':
        return [factors(node, side, state, points)];
      case 'up':
        return [gains(node, side, state, points)];
      case 'upBesideLeaf': {
        const leaf = leafNumbers(node, side === 0 ? 1 : 0, state, points);
        return [gains(node, side, state, points), leaf.share, leaf.total];
      }
    }
  }).flat();
}
