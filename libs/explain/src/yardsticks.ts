import { columnOf, type Contract } from '@engage/schema';
import { columnWords, type ColumnWords } from './column-words.ts';

/** How columns are told, and what their values are compared with. */
export interface Yardsticks {
  /** Number of peer groups, with everyone's, which is the last. */
  readonly peers: { readonly groups: number };
  /** Typical value of each column and group: `[column * peers.groups + group]`; NaN where a group knows none. */
  readonly typical: Float64Array;
  /** How each column is told. */
  readonly words: readonly ColumnWords[];
  /** Words behind the codes of each column, or null for quantities. */
  readonly labels: readonly (readonly string[] | null)[];
  /** Columns that make the peer groups: within a group they do not differ, so they are compared with everyone's. */
  readonly isPeerColumn: readonly boolean[];
}

/**
 * How the columns of those names are told.
 *
 * @param encoding words behind the codes of categorical features, by column
 */
export function tellingOf(
  contract: Contract,
  names: readonly string[],
  encoding: Readonly<Record<string, readonly string[]>>,
): Pick<Yardsticks, 'words' | 'labels' | 'isPeerColumn'> {
  return {
    words: names.map((name) => columnWords(columnOf(contract, name))),
    labels: names.map((name) => encoding[name] ?? null),
    isPeerColumn: names.map((name) => contract.peerGroup.includes(name)),
  };
}
