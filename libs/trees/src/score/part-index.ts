import { conditionOf, isMissing, type ColumnPlan, type Condition } from './plan-columns.ts';
import type { Interval, PartLeaf } from './split-tree.ts';

/** What a condition that holds adds to the index. */
export interface Step extends Condition {
  /** Modulo 256. */
  readonly adds: number;
}

/** The outcomes of one group that the leaves of a part tell apart. */
export interface GroupStates {
  readonly group: number;
  readonly feature: number;
  readonly states: number;
  /** For each leaf of the part, whether a state satisfies its conditions; null where it has none on the group. */
  readonly satisfied: readonly (Uint8Array | null)[];
}

/**
 * How a row finds its entry in a part's table: entry = a + `sizeA` · b, where two bytes a and b are sums over the
 * conditions that hold. A mixed radix of the states of each group, rather than a bit for each condition: three thresholds
 * of one feature have four outcomes, not eight.
 */
export interface PartIndex {
  readonly entries: number;
  readonly sizeA: number;
  /** Those that add 1 first. */
  readonly stepsA: readonly Step[];
  readonly stepsB: readonly Step[];
  /** Those of byte a first; a group's states are counted by the product of the states before it. */
  readonly groups: readonly GroupStates[];
}

/** Values of a byte. */
const BYTE = 256;

export function indexPart(plan: ColumnPlan, features: number, leaves: readonly PartLeaf[]): PartIndex {
  const asked = [...new Set(leaves.flatMap((leaf) => leaf.intervals.map(({ group }) => group)))];
  const groups = asked
    .map((group) => statesOf(plan, features, leaves, group))
    .sort((one, other) => other.states - one.states || one.group - other.group);
  const [a, b] = shareOut(groups);
  const stepsOf = (list: readonly GroupSteps[]): Step[] => {
    let stride = 1;
    const all = list.flatMap(({ states, steps }) => {
      const unit = stride;
      stride *= states;
      return steps.map((step) => ({ ...step, adds: (((step.adds * unit) % BYTE) + BYTE) % BYTE }));
    });
    return [...all.filter(({ adds }) => adds === 1), ...all.filter(({ adds }) => adds !== 1)];
  };
  const sizeA = sizeOf(a);
  return {
    entries: sizeA * sizeOf(b),
    sizeA,
    stepsA: stepsOf(a),
    stepsB: stepsOf(b),
    groups: [...a, ...b],
  };
}

interface GroupSteps extends GroupStates {
  readonly steps: readonly Step[];
}

const sizeOf = (groups: readonly GroupStates[]): number =>
  groups.reduce((size, { states }) => size * states, 1);

/** All in one byte when they fit; otherwise the largest first, the others in the second as long as they fit. */
function shareOut(groups: readonly GroupSteps[]): [a: GroupSteps[], b: GroupSteps[]] {
  if (sizeOf(groups) <= BYTE) return [[...groups], []];
  const a: GroupSteps[] = [];
  const b: GroupSteps[] = [];
  for (const group of groups)
    if (a.length > 0 && sizeOf(b) * group.states <= BYTE) b.push(group);
    else a.push(group);
  return [a, b];
}

/**
 * Numbers the outcomes of one group. Between two thresholds in turn lies a region; regions that satisfy no leaf are one
 * state, and a missing value shares the state of a region that behaves as it does, or has one of its own.
 */
function statesOf(
  plan: ColumnPlan,
  features: number,
  leaves: readonly PartLeaf[],
  group: number,
): GroupSteps {
  const intervals = leaves.map((leaf) => leaf.intervals.find((interval) => interval.group === group) ?? null);
  const cuts = cutsOf(intervals);
  const reached = [0, ...cuts.map((cut) => cut + 1)];
  // State of each region, then of missing values.
  const states: number[] = [];
  let [count, none] = [0, -1];
  for (const value of reached) {
    if (intervals.some((interval) => interval !== null && holds(interval, value))) states.push(count++);
    else {
      if (none < 0) none = count++;
      states.push(none);
    }
  }
  const isNumeric = group < features;
  const feature = isNumeric ? group : plan.splits[group - features]!.feature;
  const twin = isNumeric
    ? reached.findIndex((value) =>
        intervals.every((interval) => interval === null || interval.missing === holds(interval, value)),
      )
    : 0;
  const missing = twin >= 0 ? states[twin]! : count++;
  const satisfied = intervals.map((interval) => {
    if (interval === null) return null;
    const line = new Uint8Array(count);
    reached.forEach((value, region) => (line[states[region]!] = holds(interval, value) ? 1 : 0));
    if (twin < 0) line[missing] = interval.missing ? 1 : 0;
    return line;
  });
  const missingHolds = missing !== states[0]!;
  const steps = cuts.map((rank, i) => ({
    ...conditionOf(plan, features, group, rank, missingHolds),
    adds: states[i + 1]! - states[i]!,
  }));
  if (isNumeric && missingHolds) steps.push({ ...isMissing(plan, group), adds: missing - states.at(-1)! });
  return { group, feature, states: count, satisfied, steps: steps.filter(({ adds }) => adds !== 0) };
}

/** Distinct ranks that the intervals compare with, ascending. */
function cutsOf(intervals: readonly (Interval | null)[]): number[] {
  const cuts = new Set<number>();
  for (const interval of intervals) {
    if (interval === null) continue;
    if (interval.above >= 0) cuts.add(interval.above);
    if (interval.upTo < Infinity) cuts.add(interval.upTo);
  }
  return [...cuts].sort((one, other) => one - other);
}

const holds = ({ above, upTo }: Interval, reached: number): boolean => reached > above && reached <= upTo;
