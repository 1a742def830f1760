import { decimalText } from './decimal-text.ts';
import type { Population } from './population.ts';
import {
  comparable,
  decimalsFor,
  labelText,
  missingText,
  quantityText,
  whetherText,
  type Yardstick,
} from './reason-text.ts';
import type { Yardsticks } from './yardsticks.ts';

/**
 * Reasons in words, each text once. Values that round to the same number give the same text, so a text is
 * made once for each rounded value, peer group and column, and found again by numbers alone.
 */
export interface ReasonBook {
  /** Every text given out so far; grows with `codeOf`. */
  readonly texts: readonly string[];
  /** Place in `texts` of the reason that column `column` of the population gives for row `row`. */
  codeOf(column: number, row: number): number;
}

/** An empty book over a population. */
export function reasonBook(population: Yardsticks & Pick<Population, 'matrix' | 'peers'>): ReasonBook {
  const { matrix, peers, words } = population;
  const texts: string[] = [];
  const codeOfText = new Map<string, number>();
  const pages: (Map<number, number> | undefined)[] = [];
  return {
    texts,
    codeOf(column, row) {
      const group = peers.group[row]!;
      const value = matrix.values[row * matrix.columns + column]!;
      const page = (pages[column * peers.groups + group] ??= new Map());
      const key = population.labels[column] ? value : roundedKey(population, column, group, value);
      const known = page.get(key);
      if (known !== undefined) return known;
      const text = reasonWords(population, column, group, value);
      const code = codeOfText.get(text) ?? texts.push(text) - 1;
      codeOfText.set(text, code);
      page.set(key, code);
      return code;
    },
  };

  /** The number of decimals and the rounded value in one number; NaN stands for a value that is not known. */
  function roundedKey(from: Yardsticks, column: number, group: number, value: number): number {
    if (Number.isNaN(value)) return value;
    const decimals = decimalsFor(words[column]!, value, referenceOf(from, column, group).typical);
    return Math.round(value * 10 ** decimals) * 4 + decimals;
  }
}

/** What a value of a column is compared with: the group's own typical value, or everyone's. */
export interface Reference {
  /** NaN where not even everyone has a value. */
  readonly typical: number;
  readonly yardstick: Yardstick;
}

/** The reference of a column for a peer group; everyone's where the group has none or shares the value by definition. */
export function referenceOf(yardsticks: Yardsticks, column: number, group: number): Reference {
  const { peers, typical, isPeerColumn } = yardsticks;
  const everyone = peers.groups - 1;
  const own = typical[column * peers.groups + group]!;
  if (group === everyone || isPeerColumn[column] || Number.isNaN(own))
    return { typical: typical[column * peers.groups + everyone]!, yardstick: 'everyone' };
  return { typical: own, yardstick: 'peers' };
}

/**
 * What a value is told beside: the peers' typical value, or everyone's where the value is as usual among the peers
 * or lies between the two. A contribution is measured from everyone's base: being like one's peers can still be the
 * reason, and a Premium customer who spends less than others with Premium still spends more than most.
 */
export function tellingReference(
  yardsticks: Yardsticks,
  column: number,
  group: number,
  value: number,
): Reference {
  const own = referenceOf(yardsticks, column, group);
  if (own.yardstick === 'everyone') return own;
  const all = referenceOf(yardsticks, column, yardsticks.peers.groups - 1);
  if (readsTheSame(yardsticks, column, value, all.typical)) return own;
  const isBetween = !yardsticks.labels[column] && (value - own.typical) * (value - all.typical) < 0;
  return isBetween || readsTheSame(yardsticks, column, value, own.typical) ? all : own;
}

/** Whether two values of a column look alike once they are rounded for a sentence. */
function readsTheSame(yardsticks: Yardsticks, column: number, value: number, typical: number): boolean {
  if (yardsticks.labels[column]) return value === typical;
  const { shown, median } = comparable(yardsticks.words[column]!, value, typical);
  return shown === median;
}

/** The reason in words; everything that rounds to the same number beside the peers' is told alike. */
export function reasonWords(yardsticks: Yardsticks, column: number, group: number, exact: number): string {
  const words = yardsticks.words[column]!;
  if (Number.isNaN(exact)) return missingText(words);
  const own = referenceOf(yardsticks, column, group);
  const value = yardsticks.labels[column] ? exact : comparable(words, exact, own.typical).shown;
  const { typical, yardstick } = tellingReference(yardsticks, column, group, value);
  const label = valueText(yardsticks, column, value);
  if (yardsticks.labels[column])
    return labelText(
      words,
      label,
      Number.isNaN(typical) ? null : valueText(yardsticks, column, typical),
      yardstick,
    );
  if (words.style === 'whether')
    return whetherText(words, value !== 0, Number.isNaN(typical) ? null : typical !== 0, yardstick);
  return quantityText(words, value, typical, yardstick);
}

/** A value as text: the word behind a code, or the number. */
export function valueText(yardsticks: Yardsticks, column: number, value: number): string {
  const labels = yardsticks.labels[column];
  return labels ? (labels[value] ?? `code ${value}`) : decimalText(value, 3);
}
