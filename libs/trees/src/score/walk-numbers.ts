import { isNode, outcomesOf, statesOf, type Branch, type WalkNode } from './walk-tree.ts';

/*
 * Numbers of the steps of a walk (kernel/score/walk.ts), one a point of quadrature, for each state of a row: 0 it goes
 * left, 1 it goes right, 2 it does not satisfy what the path asked of the feature before.
 */

/** What the product of a path's features is multiplied by on one side of a node. */
export function factors(node: WalkNode, side: 0 | 1, state: number, points: Float64Array): Float64Array {
  const before = state === 2 ? 0 : 1;
  const satisfied = state === side ? 1 : 0;
  const { ratioAbove, ratios } = node;
  return points.map((t) => factor(ratios[side], satisfied, t) / factor(ratioAbove, before, t));
}

/** What the totals of one side are multiplied by to give the share of the node's feature. */
export function gains(node: WalkNode, side: 0 | 1, state: number, points: Float64Array): Float64Array {
  if (state === 2) return new Float64Array(points.length);
  const satisfied = state === side ? 1 : 0;
  const { ratioAbove, ratios } = node;
  return points.map((t) => gain(ratios[side], satisfied, t) - gain(ratioAbove, 1, t));
}

/** Total and share of a leaf below a node, as long as its product is that of the node. */
export function leafNumbers(
  node: WalkNode,
  side: 0 | 1,
  state: number,
  points: Float64Array,
): { total: Float64Array; share: Float64Array } {
  const value = node.branches[side] as number;
  const total = factors(node, side, state, points).map((one) => one * value);
  const gained = gains(node, side, state, points);
  return { total, share: total.map((one, q) => one * gained[q]!) };
}

/** Lines of a node and those below, each once. */
export function linesBelow(node: WalkNode): number[] {
  const lines = new Set<number>();
  const visit = (branch: Branch): void => {
    if (!isNode(branch)) return;
    lines.add(branch.line);
    branch.branches.forEach(visit);
  };
  visit(node);
  return [...lines];
}

/**
 * For each outcome of a branch, (1 + lines) × points: the total of its leaves, then what they add to each line. An outcome is
 * state · outcomes left · outcomes right + outcome left · outcomes right + outcome right.
 */
export function outcomeNumbers(branch: Branch, lines: readonly number[], points: Float64Array): Float64Array {
  const size = points.length;
  const stride = (1 + lines.length) * size;
  if (!isNode(branch)) return new Float64Array(stride).fill(branch ?? 0, 0, size);
  const [left, right] = branch.branches;
  const ofLeft = outcomeNumbers(left, lines, points);
  const ofRight = outcomeNumbers(right, lines, points);
  const [lefts, rights] = [outcomesOf(left), outcomesOf(right)];
  const own = (1 + lines.indexOf(branch.line)) * size;
  const numbers = new Float64Array(branch.outcomes * stride);
  let to = 0;
  for (let state = 0; state < statesOf(branch); state += 1) {
    const leftFactors = factors(branch, 0, state, points);
    const rightFactors = factors(branch, 1, state, points);
    const leftGains = gains(branch, 0, state, points);
    const rightGains = gains(branch, 1, state, points);
    for (let l = 0; l < lefts * stride; l += stride)
      for (let r = 0; r < rights * stride; r += stride, to += stride) {
        for (let at = 0, q = 0; at < stride; at += 1, q = q + 1 === size ? 0 : q + 1)
          numbers[to + at] = ofLeft[l + at]! * leftFactors[q]! + ofRight[r + at]! * rightFactors[q]!;
        for (let q = 0; q < size; q += 1)
          numbers[to + own + q]! +=
            ofLeft[l + q]! * leftFactors[q]! * leftGains[q]! +
            ofRight[r + q]! * rightFactors[q]! * rightGains[q]!;
      }
  }
  return numbers;
}

const factor = (z: number, o: number, t: number): number => z * (1 - t) + o * t;

const gain = (z: number, o: number, t: number): number => (o - z) / factor(z, o, t);
