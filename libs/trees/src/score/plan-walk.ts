import { linesBelow } from './walk-numbers.ts';
import { isNode, statesOf, type Branch, type WalkNode, type WalkTree } from './walk-tree.ts';

/*
 * A tree of leaves without tables as the program that kernel/score/walk.ts runs. A node whose conditions, with all below,
 * have few outcomes is one step, with numbers for each outcome; all others are steps of their own, down and up.
 */

/**
 * Most outcomes of the conditions of one step: those of three nodes, one of which asks for a feature again. With 2
 * (all nodes alone) a row takes 1.2 to 1.4 times as long, with 32 as long as with 12, in up to 1.9 times the memory.
 */
const MOST_OUTCOMES = 12;
export const VECTOR_BYTES = 16;
export const STEP_WORDS = 12;
const CONDITION_WORDS = 4;

export interface Step {
  readonly kind: 'split' | 'join' | 'down' | 'up' | 'upBesideLeaf' | 'bottom';
  readonly node: WalkNode;
  /** Slots of products and totals; `other` is that of the products, or totals, of another branch. */
  readonly product: number;
  readonly total: number;
  readonly other: number;
  /** Whether rows are asked for their states here; else they were before. */
  readonly asks: boolean;
}

/** Where things of a step lie, from its first byte. */
export interface StepLayout {
  /** Features that a bottom step adds to, by their lines. */
  readonly lines: readonly number[];
  readonly conditions: number;
  readonly offsets: number;
  readonly numbers: number;
  readonly bytes: number;
}

/** Vectors of two points, at least as many as integrate exactly, in passes of three or four. */
export function passesOf(mostFeatures: number): number[] {
  const least = Math.max(3, Math.ceil(mostFeatures / 4));
  const vectors = least === 5 ? 6 : least;
  const threes = (4 - (vectors % 4)) % 4;
  const fours = (vectors - 3 * threes) / 4;
  return [...Array<number>(fours).fill(4), ...Array<number>(threes).fill(3)];
}

/** Bytes that a tree's program takes. */
export function bytesOfWalk(walk: WalkTree): number {
  const steps = stepsOf(walk.root);
  return passesOf(walk.mostFeatures).reduce(
    (sum, vectors) => sum + steps.reduce((bytes, step) => bytes + layoutOf(step, vectors).bytes, 0),
    0,
  );
}

/** Steps in their order: down to the leaves of the left side, then of the right, and up again. */
export function stepsOf(root: WalkNode): Step[] {
  const steps: Step[] = [];
  const visit = (node: WalkNode, product: number, total: number): void => {
    const at = { node, product, total, other: 0, asks: true };
    if (node.outcomes <= MOST_OUTCOMES || !node.branches.some(isNode)) {
      steps.push({ ...at, kind: 'bottom' });
      return;
    }
    const [left, right] = node.branches;
    if (isNode(left) && isNode(right)) {
      steps.push({ ...at, kind: 'split', other: product + 1 });
      visit(left, product + 1, total);
      visit(right, product, total + 1);
      steps.push({ ...at, kind: 'join', other: total + 1, asks: false });
      return;
    }
    const isAlone = left === null || right === null;
    const below = isAlone ? product : product + 1;
    steps.push({ ...at, kind: 'down', other: below });
    visit((isNode(left) ? left : right) as WalkNode, below, total);
    steps.push({ ...at, kind: isAlone ? 'up' : 'upBesideLeaf', asks: false });
  };
  visit(root, 0, 0);
  return steps;
}

export function layoutOf({ kind, node, asks }: Step, vectors: number): StepLayout {
  const size = vectors * VECTOR_BYTES;
  const lines = kind === 'bottom' ? linesBelow(node) : [];
  const conditions = asks ? (kind === 'bottom' ? nodesBelow(node) : 1) : 0;
  const offsets = 4 * (STEP_WORDS + CONDITION_WORDS * conditions);
  const numbers = offsets + Math.ceil(lines.length / 4) * 16;
  const ofState = { split: 2, join: 2, down: 1, up: 1, upBesideLeaf: 3, bottom: 1 + lines.length }[kind];
  const states = kind === 'bottom' ? node.outcomes : statesOf(node);
  return { lines, conditions, offsets, numbers, bytes: numbers + states * ofState * size };
}

function nodesBelow(branch: Branch): number {
  return isNode(branch) ? 1 + nodesBelow(branch.branches[0]) + nodesBelow(branch.branches[1]) : 0;
}
