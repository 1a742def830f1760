import { InputError } from '@engage/run';
import { columnOf, quoted, sqlText, type Contract } from '@engage/schema';
import { momentLiteral } from './raw-plan.ts';

/** One distinct snapshot of the curated rows. */
export interface Snapshot {
  /** ISO 8601: a date, or a moment in UTC. */
  readonly snapshot: string;
  readonly rows: number;
}

const DAY_MS = 86_400_000;

/**
 * SQL over the curated columns that gives each row's part: fit, tune, calibrate or holdout; null for rows that are
 * left out because they lie within `purgeDays` before a later part.
 *
 * @param snapshots distinct ones, latest first; needed for a split by time alone
 * @throws InputError when there are too few snapshots for the parts
 */
export function partExpression(contract: Contract, snapshots: readonly Snapshot[], seed: number): string {
  const { split } = contract;
  if (split.by === 'hash') return partByHash(contract, split, seed);
  const literal = (moment: string): string =>
    columnOf(contract, split.column).type === 'date'
      ? `date ${sqlText(moment.slice(0, 10))}`
      : momentLiteral(moment);
  const needed = split.holdout + split.calibrate + split.tune;
  if (snapshots.length <= needed)
    throw new InputError(
      `Expected more than ${needed} distinct snapshots in ${split.column} (${split.tune} to tune, ${split.calibrate} to calibrate, ${split.holdout} held out, and some to learn from), found ${snapshots.length}; give more data, or split by hash in the contract`,
    );
  const start = (last: number): string => snapshots[last - 1]!.snapshot;
  const starts = [
    { part: 'holdout', from: split.holdout > 0 ? start(split.holdout) : null },
    { part: 'calibrate', from: split.calibrate > 0 ? start(split.holdout + split.calibrate) : null },
    { part: 'tune', from: split.tune > 0 ? start(needed) : null },
  ];
  const column = quoted(split.column);
  const branches = starts.flatMap(({ part, from }) => {
    if (from === null) return [];
    const branch = `when ${column} >= ${literal(from)} then '${part}'`;
    const purged = `when ${column} >= ${literal(daysBefore(from, split.purgeDays))} then null`;
    return split.purgeDays > 0 ? [branch, purged] : [branch];
  });
  return `case ${branches.join(' ')} else 'fit' end`;
}

function daysBefore(moment: string, days: number): string {
  return new Date(Date.parse(moment) - days * DAY_MS).toISOString();
}

function partByHash(
  contract: Contract,
  split: { readonly tune: number; readonly calibrate: number; readonly holdout: number },
  seed: number,
): string {
  const hash = idHash(contract, seed);
  const fit = 1 - split.tune - split.calibrate - split.holdout;
  return (
    `case when ${hash} < ${hexOf(fit)} then 'fit' when ${hash} < ${hexOf(fit + split.tune)} then 'tune' ` +
    `when ${hash} < ${hexOf(1 - split.holdout)} then 'calibrate' else 'holdout' end`
  );
}

/** SQL for 16 hex digits that an id and a seed decide, equally likely, the same in every engine. */
export function idHash(contract: Contract, seed: number): string {
  const text = `cast(${quoted(contract.idColumn)} as varchar) || ${sqlText(`:${seed}`)}`;
  return `substr(to_hex(sha256(to_utf8(${text}))), 1, 16)`;
}

/** The text below which that share of all hashes lies; hex digits sort like the numbers they write. */
function hexOf(share: number): string {
  const digits = Math.round(share * 2 ** 32);
  return sqlText(digits >= 2 ** 32 ? 'G' : digits.toString(16).toUpperCase().padStart(8, '0'));
}
