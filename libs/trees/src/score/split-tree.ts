import type { Forest } from '../forest/forest.ts';
import type { ColumnPlan } from './plan-columns.ts';

/** What a path asks of one group: more than `above` thresholds reached and at most `upTo`. */
export interface Interval {
  readonly group: number;
  readonly above: number;
  readonly upTo: number;
  /** Whether a missing value satisfies all of its conditions. */
  readonly missing: boolean;
}

export interface PartLeaf {
  /** Node, counted over all trees. */
  readonly node: number;
  /** The leaf's value times the tree's weight, less the centre. */
  readonly value: number;
  readonly intervals: readonly Interval[];
  /** Distinct features of the path, and the product of the cover ratios of each. */
  readonly features: readonly number[];
  readonly ratios: readonly number[];
}

/** Leaves of one tree whose conditions together have few enough outcomes for a table. */
export interface Part {
  readonly tree: number;
  readonly leaves: readonly PartLeaf[];
}

/** A tree as parts, and the leaves of paths that are too long for a table of their own. */
export interface SplitTree {
  readonly parts: readonly Part[];
  readonly deep: readonly PartLeaf[];
}

/** Outcomes that the byte of an index can count for one group. */
const MOST_OF_GROUP = 256;

/**
 * Splits a tree into its largest bottom subtrees whose tables have at most `limit` entries.
 *
 * @param centre subtracted from every leaf, which changes no Shapley value of the whole tree, but keeps those of its
 * parts small
 */
export function splitTree(
  forest: Forest,
  plan: ColumnPlan,
  tree: number,
  limit: number,
  centre = 0,
): SplitTree {
  const root = forest.treeStart[tree]!;
  const path = new Path(forest, plan, root, forest.treeWeight[tree]!, centre);
  const parts: Part[] = [];
  const deep: PartLeaf[] = [];

  const emit = (node: number): void => {
    parts.push({ tree, leaves: path.leavesBelow(node) });
  };
  /** Conditions below a node, or null where they no longer fit and have been emitted. */
  const visit = (node: number): Conditions | null => {
    if (forest.left[node]! < 0) {
      if (path.outcomes([]) <= limit) return [];
      deep.push(...path.leavesBelow(node));
      return null;
    }
    const left = root + forest.left[node]!;
    const right = root + forest.right[node]!;
    path.enter(node, left);
    const below = visit(left);
    path.leave();
    path.enter(node, right);
    const beside = visit(right);
    const conditions =
      below === null || beside === null ? null : merge(merge(below, beside), [path.condition(node)]);
    path.leave();
    if (conditions !== null && path.outcomes(conditions) <= limit) return conditions;
    if (below !== null) {
      path.enter(node, left);
      emit(left);
      path.leave();
    }
    if (beside !== null) {
      path.enter(node, right);
      emit(right);
      path.leave();
    }
    return null;
  };
  if (visit(root) !== null && forest.left[root]! >= 0) emit(root);
  return { parts, deep };
}

/** Distinct conditions, ascending: (group · 2²² + rank) · 4 + default directions met (1 left, 2 right). */
type Conditions = readonly number[];

function merge(a: Conditions, b: Conditions): Conditions {
  const merged: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const x = i < a.length ? Math.floor(a[i]! / 4) : Infinity;
    const y = j < b.length ? Math.floor(b[j]! / 4) : Infinity;
    if (x < y) merged.push(a[i++]!);
    else if (y < x) merged.push(b[j++]!);
    else merged.push(x * 4 + ((a[i++]! % 4) | (b[j++]! % 4)));
  }
  return merged;
}

/** The way from the root to a node. */
class Path {
  readonly #forest: Forest;
  readonly #plan: ColumnPlan;
  readonly #root: number;
  readonly #weight: number;
  readonly #centre: number;
  readonly #steps: { readonly node: number; readonly child: number }[] = [];
  /** Conditions on each group along the path, and how many of them a missing value does not satisfy. */
  readonly #asked = new Map<number, { conditions: number; missed: number }>();

  constructor(forest: Forest, plan: ColumnPlan, root: number, weight: number, centre: number) {
    this.#forest = forest;
    this.#plan = plan;
    this.#root = root;
    this.#weight = weight;
    this.#centre = centre;
  }

  enter(node: number, child: number): void {
    this.#steps.push({ node, child });
    const group = this.#plan.group[node]!;
    const asked = this.#asked.get(group) ?? { conditions: 0, missed: 0 };
    asked.conditions += 1;
    asked.missed += this.#missingGoes(node, child) ? 0 : 1;
    this.#asked.set(group, asked);
  }

  leave(): void {
    const { node, child } = this.#steps.pop()!;
    const group = this.#plan.group[node]!;
    const asked = this.#asked.get(group)!;
    asked.conditions -= 1;
    asked.missed -= this.#missingGoes(node, child) ? 0 : 1;
    if (asked.conditions === 0) this.#asked.delete(group);
  }

  /** Whether a missing value takes this step; the column of a categorical split answers for missing values itself. */
  #missingGoes(node: number, child: number): boolean {
    const { features, left, defaultLeft } = this.#forest;
    if (this.#plan.group[node]! >= features) return true;
    return (child === this.#root + left[node]!) === (defaultLeft[node] === 1);
  }

  condition(node: number): number {
    const key = this.#plan.group[node]! * 2 ** 22 + this.#plan.rank[node]!;
    return key * 4 + (this.#forest.defaultLeft[node] === 1 ? 1 : 2);
  }

  /** At least as many outcomes as the conditions below and those of the path have together; ∞ when a group has too many. */
  outcomes(conditions: Conditions): number {
    let product = 2 ** this.#asked.size;
    for (let i = 0; i < conditions.length;) {
      const group = Math.floor(conditions[i]! / 2 ** 24);
      let states = 1;
      let directions = 0;
      for (; i < conditions.length && Math.floor(conditions[i]! / 2 ** 24) === group; i += 1) {
        states += 1;
        directions |= conditions[i]! % 4;
      }
      const asked = this.#asked.get(group);
      if (group < this.#forest.features) {
        if (asked !== undefined) states += 1;
        // A missing value that goes left here and right there does what no number does, unless it does not come here.
        if (directions === 3 && !(asked !== undefined && asked.missed > 0)) states += 1;
      }
      if (asked !== undefined) product /= 2;
      if (states > MOST_OF_GROUP) return Infinity;
      product *= states;
    }
    return product;
  }

  leavesBelow(node: number): PartLeaf[] {
    const forest = this.#forest;
    if (forest.left[node]! < 0) return [this.#leaf(node)];
    const leaves: PartLeaf[] = [];
    for (const child of [this.#root + forest.left[node]!, this.#root + forest.right[node]!]) {
      this.enter(node, child);
      leaves.push(...this.leavesBelow(child));
      this.leave();
    }
    return leaves;
  }

  #leaf(leaf: number): PartLeaf {
    const { cover, feature, left } = this.#forest;
    const intervals: { group: number; above: number; upTo: number; missing: boolean }[] = [];
    const features: number[] = [];
    const ratios: number[] = [];
    for (const { node, child } of this.#steps) {
      const group = this.#plan.group[node]!;
      const rank = this.#plan.rank[node]!;
      const goesLeft = child === this.#root + left[node]!;
      let interval = intervals.find((other) => other.group === group);
      if (interval === undefined) {
        interval = { group, above: -1, upTo: Infinity, missing: true };
        intervals.push(interval);
      }
      if (goesLeft) interval.upTo = Math.min(interval.upTo, rank);
      else interval.above = Math.max(interval.above, rank);
      if (!this.#missingGoes(node, child)) interval.missing = false;
      const ratio = cover[node]! > 0 ? cover[child]! / cover[node]! : 0;
      const known = features.indexOf(feature[node]!);
      if (known < 0) {
        features.push(feature[node]!);
        ratios.push(ratio);
      } else ratios[known]! *= ratio;
    }
    return {
      node: leaf,
      value: this.#forest.value[leaf]! * this.#weight - this.#centre,
      intervals,
      features,
      ratios,
    };
  }
}
