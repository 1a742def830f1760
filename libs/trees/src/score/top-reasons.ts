import type { RowView } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import { described, isWhole } from '../checks/refuse.ts';
import type { ReasonOptions, Reasons } from './reasons.ts';
import { expectRoom } from './result-buffer.ts';

/** Finds the reasons of a block of rows in its Shapley values. */
export type ReasonFinder = (first: number, count: number, values: Float32Array) => void;

/** As many as there can be groups. */
const MOST_REASONS = 65_536;

/**
 * Empty reasons and what fills them, block by block.
 *
 * @throws TypeError when groups or references do not fit the model or the rows
 * @throws RangeError when k, the output or a group is out of range
 */
export function findReasons(
  forest: Forest,
  view: RowView,
  k: number,
  options: ReasonOptions,
): { reasons: Reasons; onBlock: ReasonFinder } {
  const { features, outputs } = forest;
  const { groupOf, references, referenceOf, output = 0, onRow } = options;
  if (!isWhole(k, 1, MOST_REASONS))
    throw new RangeError(
      `Expected a whole number of reasons a row from 1 to ${MOST_REASONS}, found ${described(k)}`,
    );
  expectRoom(view.rows * k);
  if (!Number.isSafeInteger(output) || output < 0 || output >= outputs)
    throw new RangeError(`Expected an output in [0, ${outputs}), found ${output}`);
  const groups = groupsOf(features, groupOf);
  checkReferences(features, view.rows, options);
  const group = Int32Array.from({ length: features }, (_, feature) => groupOf?.[feature] ?? feature);
  const reasons = {
    rows: view.rows,
    k,
    group: new Int32Array(view.rows * k).fill(-1),
    feature: new Int32Array(view.rows * k).fill(-1),
    contribution: new Float32Array(view.rows * k),
    difference: new Float32Array(view.rows * k).fill(NaN),
  };
  const sums = new Float64Array(groups);
  const best = new Int32Array(k);
  const width = features + 1;
  const referenceAt = (line: number, feature: number): number => {
    if (references === undefined) return NaN;
    return references.layout === 'column-major'
      ? references.values[feature * references.rows + line]!
      : references.values[line * features + feature]!;
  };

  const onBlock: ReasonFinder = (first, count, values) => {
    for (let i = 0; i < count; i += 1) {
      const row = first + i;
      const from = (i * outputs + output) * width;
      sums.fill(0);
      for (let feature = 0; feature < features; feature += 1)
        sums[group[feature]!]! += values[from + feature]!;
      const found = strongest(sums, best);
      for (let place = 0; place < found; place += 1) {
        const at = row * k + place;
        const winner = best[place]!;
        const sum = sums[winner]!;
        let [feature, pull] = [-1, -Infinity];
        for (let other = 0; other < features; other += 1) {
          const own = sum < 0 ? -values[from + other]! : values[from + other]!;
          if (group[other] === winner && own > pull) [feature, pull] = [other, own];
        }
        reasons.group[at] = winner;
        reasons.feature[at] = feature;
        reasons.contribution[at] = sum;
        reasons.difference[at] =
          view.values[row * view.rowStride + feature * view.columnStride]! -
          referenceAt(referenceOf?.[row] ?? 0, feature);
      }
      onRow?.(row, sums);
    }
  };
  return { reasons, onBlock };
}

/** Writes the groups of the greatest absolute sums above 0 in order, equal ones in the order of the groups; tells how many. */
function strongest(sums: Float64Array, best: Int32Array): number {
  let found = 0;
  for (let group = 0; group < sums.length; group += 1) {
    const size = Math.abs(sums[group]!);
    if (!(size > 0)) continue;
    if (found === best.length && size <= Math.abs(sums[best[found - 1]!]!)) continue;
    let place = found < best.length ? found++ : found - 1;
    for (; place > 0 && size > Math.abs(sums[best[place - 1]!]!); place -= 1) best[place] = best[place - 1]!;
    best[place] = group;
  }
  return found;
}

/**
 * Number of groups: each feature its own, or as many as `groupOf` counts up to.
 *
 * @throws TypeError or RangeError when the groups do not fit the features
 */
export function groupsOf(features: number, groupOf: ArrayLike<number> | undefined): number {
  if (groupOf === undefined) return features;
  if (groupOf.length !== features)
    throw new TypeError(`Expected a group for each of ${features} features, found ${groupOf.length}`);
  let groups = 0;
  for (let feature = 0; feature < features; feature += 1) {
    const group = groupOf[feature]!;
    if (!Number.isSafeInteger(group) || group < 0 || group > 65_535)
      throw new RangeError(`Expected groups in [0, 65535], found ${group} (feature ${feature})`);
    groups = Math.max(groups, group + 1);
  }
  return groups;
}

function checkReferences(features: number, rows: number, { references, referenceOf }: ReasonOptions): void {
  if (
    references !== undefined &&
    (references.columns !== features || references.values.length !== references.rows * features)
  )
    throw new TypeError(
      `Expected references of ${features} columns, found ${references.rows} × ${references.columns} with ${references.values.length} numbers`,
    );
  if (referenceOf === undefined) return;
  if (referenceOf.length !== rows)
    throw new TypeError(`Expected a reference group for each of ${rows} rows, found ${referenceOf.length}`);
  const lines = references?.rows ?? 0;
  for (let row = 0; row < rows; row += 1) {
    const line = referenceOf[row]!;
    if (!Number.isSafeInteger(line) || line < 0 || line >= lines)
      throw new RangeError(`Expected reference groups in [0, ${lines}), found ${line} (row ${row})`);
  }
}
