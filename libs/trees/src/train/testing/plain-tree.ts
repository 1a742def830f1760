/** What a tree is grown from: gradients and hessians of rows in float64, values by column, NaN where missing. */
export interface PlainRows {
  readonly columns: readonly (readonly number[])[];
  readonly categorical: readonly boolean[];
  readonly g: readonly number[];
  readonly h: readonly number[];
}

export interface PlainParams {
  readonly maxDepth: number;
  readonly learningRate: number;
  readonly lambda: number;
  readonly alpha: number;
  readonly gamma: number;
  readonly minChildWeight: number;
}

/** A node; children are counted level by level as in the forest, −1 at a leaf. */
export interface PlainNode {
  readonly rows: readonly number[];
  readonly cover: number;
  left: number;
  column: number;
  /** Rows that go left. */
  leftRows: readonly number[];
  gain: number;
  readonly value: number;
}

interface Cut {
  readonly column: number;
  readonly left: readonly number[];
  readonly gain: number;
}

const ONE_HOT_BELOW = 4;
const MOST_SORTED = 64;
/** A later cut counts only where it is better by more than what float64 loses. */
const MARGIN = 1 + 1e-10;

/**
 * Grows one tree by trying every cut on every row, level by level: no bins, no histograms, no fixed point, in float64
 * (Chen & Guestrin 2016, arXiv 1603.02754, formulas 5 to 7; categories as XGBoost's documentation says).
 */
export function growPlainTree(rows: PlainRows, params: PlainParams): PlainNode[] {
  const nodeOf = (its: readonly number[]): PlainNode => ({
    rows: its,
    cover: sumOf(rows.h, its),
    left: -1,
    column: 0,
    leftRows: [],
    gain: 0,
    value: weightOf(rows, its, params) * params.learningRate,
  });
  const nodes = [nodeOf(rows.g.map((_, row) => row))];
  for (let depth = 0, begin = 0; depth < params.maxDepth; depth += 1) {
    const end = nodes.length;
    for (const node of nodes.slice(begin, end)) {
      const cut = bestCut(rows, node.rows, params);
      if (cut === null || cut.gain <= 1e-6 || cut.gain < params.gamma) continue;
      const isLeft = new Set(cut.left);
      Object.assign(node, { left: nodes.length, column: cut.column, leftRows: cut.left, gain: cut.gain });
      nodes.push(nodeOf(cut.left), nodeOf(node.rows.filter((row) => !isLeft.has(row))));
    }
    begin = end;
  }
  return nodes;
}

function sumOf(values: readonly number[], rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + values[row]!, 0);
}

function shrunk(g: number, alpha: number): number {
  return Math.sign(g) * Math.max(0, Math.abs(g) - alpha);
}

function weightOf({ g, h }: PlainRows, rows: readonly number[], params: PlainParams): number {
  const cover = sumOf(h, rows);
  return cover <= 0 || cover < params.minChildWeight
    ? 0
    : -shrunk(sumOf(g, rows), params.alpha) / (cover + params.lambda);
}

function gainOf({ g, h }: PlainRows, rows: readonly number[], { alpha, lambda }: PlainParams): number {
  return shrunk(sumOf(g, rows), alpha) ** 2 / (sumOf(h, rows) + lambda);
}

function bestCut(rows: PlainRows, its: readonly number[], params: PlainParams): Cut | null {
  let best: Cut | null = null;
  const whole = gainOf(rows, its, params);
  rows.columns.forEach((values, column) => {
    for (const left of waysOf(rows, values, rows.categorical[column]!, its, params)) {
      const isLeft = new Set(left);
      const right = its.filter((row) => !isLeft.has(row));
      if (Math.min(sumOf(rows.h, left), sumOf(rows.h, right)) < params.minChildWeight) continue;
      if (left.length === 0 || right.length === 0) continue;
      const gain = gainOf(rows, left, params) + gainOf(rows, right, params) - whole;
      if (best === null || gain > best.gain * MARGIN) best = { column, left, gain };
    }
  });
  return best;
}

/** All sets of rows that a column may send left, in the order in which equal gains are settled. */
function waysOf(
  rows: PlainRows,
  values: readonly number[],
  isCategorical: boolean,
  its: readonly number[],
  params: PlainParams,
): number[][] {
  const missing = its.filter((row) => Number.isNaN(values[row]));
  const present = its.filter((row) => !Number.isNaN(values[row]));
  if (!isCategorical) {
    const edges = [...new Set(present.map((row) => values[row]!))].sort((a, b) => a - b);
    const below = edges.map((edge) => present.filter((row) => values[row]! <= edge));
    return [...below, ...below.map((left) => [...left, ...missing])];
  }
  const categories = [...new Set(values.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b);
  const of = (some: readonly number[]): number[] => present.filter((row) => some.includes(values[row]!));
  const rest = (right: readonly number[]): number[] => its.filter((row) => !right.includes(row));
  if (Math.max(...categories) + 1 < ONE_HOT_BELOW)
    return categories.flatMap((one) => [rest(of([one])), rest([...of([one]), ...missing])]);
  const weights = new Map(categories.map((one) => [one, weightOf(rows, of([one]), params)]));
  const sorted = [...categories].sort((a, b) => weights.get(a)! - weights.get(b)! || a - b);
  const most = Math.min(sorted.length, MOST_SORTED) - 1;
  const counts = Array.from({ length: Math.max(0, most) }, (_, place) => place + 1);
  return [
    ...counts.map((count) => rest(of(sorted.slice(0, count)))),
    ...counts.map((count) => of(sorted.slice(sorted.length - count))),
  ];
}
