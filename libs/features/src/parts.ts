import { InputError } from '@engage/run';
import { quoted, sqlText, type Contract } from '@engage/schema';
import { snapshotLiteral } from './snapshots.ts';

/** One distinct snapshot of the curated rows. */
export interface Snapshot {
  /** ISO 8601: a date, or a moment in UTC. */
  readonly snapshot: string;
  readonly rows: number;
}

const DAY_MS = 86_400_000;

/**
 * SQL over the curated columns that gives each row's part: fit, tune, calibrate or holdout; null for rows that are
 * left out, without a snapshot or fewer than `purgeDays` before a later part; the numbers of snapshots are kept all the same.
 *
 * @param snapshots distinct ones, latest first; needed for a split by time alone
 * @throws InputError when there are too few snapshots for the parts
 */
export function partExpression(contract: Contract, snapshots: readonly Snapshot[], seed: number): string {
  const { split } = contract;
  if (split.by === 'hash') return partByHash(contract, split, seed);
  const literal = (moment: string): string => snapshotLiteral(contract, moment);
  const column = quoted(split.column);
  const branches: string[] = [];
  let earlier = snapshots;
  for (const part of ['holdout', 'calibrate', 'tune'] as const) {
    if (split[part] === 0) continue;
    const start = earlier[split[part] - 1]?.snapshot;
    if (start === undefined) throw tooFew(contract, snapshots.length);
    const gap = daysBefore(start, split.purgeDays);
    branches.push(`when ${column} >= ${literal(start)} then '${part}'`);
    if (split.purgeDays > 0) branches.push(`when ${column} > ${literal(gap)} then null`);
    earlier = earlier.filter(({ snapshot }) => snapshot < start && Date.parse(snapshot) <= Date.parse(gap));
  }
  if (earlier.length === 0) throw tooFew(contract, snapshots.length);
  return `case when ${column} is null then null ${branches.join(' ')} else 'fit' end`;
}

function tooFew({ split }: Contract, found: number): InputError {
  if (split.by !== 'time') throw new TypeError(`Expected a split by time, found one by ${split.by}`);
  const { tune, calibrate, holdout, purgeDays, column } = split;
  const gaps = purgeDays > 0 ? ` with ${purgeDays} days between them` : '';
  return new InputError(
    `Expected more than ${tune + calibrate + holdout} distinct snapshots in ${column} (${tune} to tune, ${calibrate} to calibrate, ${holdout} held out${gaps}, and some to learn from), found ${found}; give more data, or change the split in the contract`,
  );
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
