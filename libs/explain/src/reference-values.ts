import type { Contract } from '@engage/schema';
import { reasonWords, tellingReference, valueText } from './reason-book.ts';
import type { Peers } from './peers.ts';
import type { Population } from './population.ts';
import { tellingOf, type Yardsticks } from './yardsticks.ts';

/**
 * `explanations/reference.json`: what is typical of each peer group in the fit part, so that a customer who is not in
 * the run is told the same reasons as one who is.
 */
export interface ReferenceValues {
  /** Every feature of every model, once. */
  readonly columns: readonly string[];
  /** Columns that make the peer groups. */
  readonly peerColumns: readonly string[];
  /** Texts of those columns for each group; everyone's group, which comes last, is not listed. */
  readonly groups: readonly (readonly (string | null)[])[];
  /** Typical value of each column, a line a group and everyone's last; null where a group knows none. */
  readonly typical: readonly (readonly (number | null)[])[];
}

/** The reference values of a population. */
export function referenceValuesOf(contract: Contract, population: Population): ReferenceValues {
  const { matrix, peers, peerLabels, typical } = population;
  const groups: (readonly (string | null)[])[] = [];
  const everyone = peers.groups - 1;
  for (let row = 0; row < matrix.rows && groups.length < everyone; row++)
    if (peers.group[row] === groups.length) groups.push(peerLabels.map((labels) => labels[row]!));
  return {
    columns: matrix.names,
    peerColumns: contract.peerGroup,
    groups,
    typical: Array.from({ length: peers.groups }, (_, group) =>
      matrix.names.map((_, column) => {
        const value = typical[column * peers.groups + group]!;
        return Number.isNaN(value) ? null : value;
      }),
    ),
  };
}

/** Typical values as explaining takes them: `[column * groups + group]`, NaN where a group knows none. */
export function typicalOf({ columns, typical }: ReferenceValues): Float64Array {
  return Float64Array.from(columns.flatMap((_, c) => typical.map((line) => line[c] ?? Number.NaN)));
}

/**
 * The peer groups of customers who were not in the run.
 *
 * @param labels one list of texts a peer column
 */
export function groupsOf(
  reference: ReferenceValues,
  labels: readonly (readonly (string | null)[])[],
  rows: number,
): Peers {
  const groupOf = groupFinder(reference);
  const group = Uint32Array.from({ length: rows }, (_, row) => groupOf(labels.map((texts) => texts[row]!)));
  return { group, groups: reference.typical.length };
}

/** Finds the group of a customer with such texts in the peer columns; everyone's where there were too few like them. */
function groupFinder({ groups }: ReferenceValues): (labels: readonly (string | null)[]) => number {
  const numberOf = new Map(groups.map((labels, group) => [JSON.stringify(labels), group]));
  return (labels) => numberOf.get(JSON.stringify(labels)) ?? groups.length;
}

/** A feature's reason in words, with what was compared. */
export interface ToldReason {
  readonly words: string;
  /** As text, a category by its word; null when not known. */
  readonly value: string | null;
  /** What it is compared with; null when not known. */
  readonly typical: string | null;
  readonly comparedWith: 'peers' | 'everyone';
}

/** Tells reasons of single customers, as the run tells those of its own. */
export interface Teller {
  /** Columns by number: every feature of every model. */
  readonly columns: readonly string[];
  /** Columns whose texts say which group a customer is compared with. */
  readonly peerColumns: readonly string[];
  /** Group of a customer with these texts in the peer columns; everyone's where there are too few like them. */
  groupOf(labels: readonly (string | null)[]): number;
  /** The reason that a column's value gives, beside what is typical of a group. */
  tell(column: number, group: number, value: number): ToldReason;
}

/**
 * Makes reference values tell reasons.
 *
 * @param encoding words behind the codes of categorical features, by column
 * @param values as a run wrote them; null where nobody's reasons were made, so that there is nothing to compare with
 * @throws TypeError when the values are not what `referenceValuesOf` gives for that contract
 */
export function tellerOf(
  contract: Contract,
  encoding: Readonly<Record<string, readonly string[]>>,
  values: ReferenceValues | null,
): Teller {
  const columns = [...new Set(contract.models.flatMap(({ features }) => features))];
  const known = values ?? nothingKnown(columns);
  checkShape(values, columns);
  const yardsticks: Yardsticks = {
    peers: { groups: known.typical.length },
    typical: typicalOf(known),
    ...tellingOf(contract, columns, encoding),
  };
  return {
    columns,
    peerColumns: known.peerColumns,
    groupOf: groupFinder(known),
    tell(column, group, value) {
      const { typical: reference, yardstick } = tellingReference(yardsticks, column, group, value);
      const text = (x: number): string | null => (Number.isNaN(x) ? null : valueText(yardsticks, column, x));
      return {
        words: reasonWords(yardsticks, column, group, value),
        value: text(value),
        typical: text(reference),
        comparedWith: yardstick,
      };
    },
  };
}

function nothingKnown(columns: readonly string[]): ReferenceValues {
  return { columns, peerColumns: [], groups: [], typical: [columns.map(() => null)] };
}

function checkShape(values: ReferenceValues | null, columns: readonly string[]): void {
  if (values === null) return;
  const fits =
    values.columns.join('\n') === columns.join('\n') &&
    values.typical.length === values.groups.length + 1 &&
    values.typical.every((line) => line.length === columns.length) &&
    values.groups.every((labels) => labels.length === values.peerColumns.length);
  if (!fits)
    throw new TypeError(
      'Expected reference values with one line a group and one number a feature of the contract, found others; run Predict again',
    );
}
