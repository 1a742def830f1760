import type { ColumnWords } from './column-words.ts';
import { decimalText } from './decimal-text.ts';
import { forOne, singular } from './plural.ts';

/** Whom a customer is compared with: their peers, or everyone where there are no peers to speak of. */
export type Yardstick = 'peers' | 'everyone';

/** A number beside the median of the reference group; `value` is finite, `typical` NaN where the group knows none. */
export function quantityText(
  words: ColumnWords,
  value: number,
  typical: number,
  yardstick: Yardstick,
): string {
  const { decimals, shown, median } = comparable(words, value, typical);
  const whom = yardstick === 'peers' ? 'customers like them' : 'the typical customer';
  const spell = (x: number): string => amountText(words, x, decimals);
  if (Number.isNaN(median)) return aloneText(words, spell(shown));
  // A unit behind the numbers is said once: "18 against 30 minutes", but "$18 against $30".
  const first = words.unit.kind === 'money' ? spell(shown) : decimalText(shown, decimals);
  const pair = `(${first} against ${spell(median)})`;
  const delta = Math.abs(shown - median);
  const same = Number(delta.toFixed(decimals)) === 0;
  // Contributions are measured from the mean prediction, so that what is typical moves it too: no difference is told.
  if (same) return `${spaced(words.noun, words.unit.period)}, typical (${spell(shown)})`;
  const less = shown < median;
  if (words.style === 'fewer') {
    const count = decimalText(delta, decimals);
    const noun = count === '1' ? forOne(words.noun) : words.noun;
    return `${spaced(count, less ? 'fewer' : 'more', noun, words.unit.period)} than ${whom} ${pair}`;
  }
  if (words.style === 'less') {
    const amount = amountText(words, delta, decimals);
    return `${spaced(amount, less ? 'less' : 'more', words.noun, words.unit.period)} than ${whom} ${pair}`;
  }
  const step =
    words.unit.kind === 'percent' ? pointsText(delta, decimals) : amountText(words, delta, decimals);
  return `${spaced(words.noun, words.unit.period, step, less ? 'below' : 'above')} ${whom} ${pair}`;
}

/** A label beside the most frequent one of the reference group; `typical` is null where the group knows none. */
export function labelText(
  words: ColumnWords,
  value: string,
  typical: string | null,
  yardstick: Yardstick,
): string {
  const whom = yardstick === 'peers' ? 'most customers like them' : 'most customers';
  const is = `${words.noun} is ${spoken(value)}`;
  if (typical === null) return is;
  return value === typical ? `${is}, as for ${whom}` : `${is}, where for ${whom} it is ${spoken(typical)}`;
}

/** Yes or no beside the more frequent answer of the reference group. */
export function whetherText(
  words: ColumnWords,
  value: boolean,
  typical: boolean | null,
  yardstick: Yardstick,
): string {
  const answer = (yes: boolean): string => (yes ? 'yes' : 'no');
  const whom = yardstick === 'peers' ? 'most customers like them' : 'most customers';
  const [auxiliary, ...rest] = words.noun.split(' ');
  if ((auxiliary !== 'is' && auxiliary !== 'has') || rest.length === 0)
    return labelText(words, answer(value), typical === null ? null : answer(typical), yardstick);
  const negation = auxiliary === 'is' ? 'not' : 'no';
  const told = value ? words.noun : `${auxiliary} ${negation} ${rest.join(' ')}`;
  if (typical === null) return told;
  if (value === typical) return `${told}, like ${whom}`;
  const they = auxiliary === 'is' ? (typical ? 'are' : 'are not') : typical ? 'do' : 'have none';
  return `${told}, where ${whom} ${they}`;
}

/** What is said when the value is not known. */
export function missingText(words: ColumnWords): string {
  return /^(is|has) ./.test(words.noun)
    ? `not known: ${words.noun}`
    : `no ${spaced(words.noun, words.unit.period)} known`;
}

/** Both numbers rounded alike, so that their difference as shown is the difference of what is shown. */
export function comparable(
  words: ColumnWords,
  value: number,
  typical: number,
): { decimals: number; shown: number; median: number } {
  const decimals = decimalsFor(words, value, typical);
  return { decimals, shown: rounded(value, decimals), median: rounded(typical, decimals) };
}

/** Two significant digits of the difference, at most three decimals; whole columns have none, money none or two. */
export function decimalsFor(words: ColumnWords, value: number, typical: number): number {
  if (words.whole) return 0;
  const gap = Math.abs(value - typical);
  const size = Number.isNaN(gap) ? Math.abs(value) : gap;
  if (words.unit.kind === 'money') return size < 100 ? 2 : 0;
  if (size >= 10) return 0;
  if (size >= 1) return 1;
  return size >= 0.1 ? 2 : 3;
}

/** A number without anything to compare it with. */
function aloneText(words: ColumnWords, amount: string): string {
  const { noun, unit, style } = words;
  if (style === 'fewer') return spaced(amount, amount === '1' ? forOne(noun) : noun, unit.period);
  return style === 'less' ? spaced(amount, 'of', noun, unit.period) : spaced(noun, unit.period, 'of', amount);
}

function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}

function amountText(words: ColumnWords, value: number, decimals: number): string {
  const text = decimalText(value, decimals);
  const { kind, measure } = words.unit;
  if (kind === 'percent') return `${text} %`;
  if (kind === 'money') return moneyText(text, measure);
  if (kind !== 'amount' || words.style === 'fewer') return text;
  return `${text} ${text === '1' ? singular(measure) : measure}`;
}

function moneyText(number: string, measure: string): string {
  const text = /\.\d$/.test(number) ? `${number}0` : number;
  if (measure.length > 1) return `${text} ${measure}`;
  return text.startsWith('−') ? `−${measure}${text.slice(1)}` : `${measure}${text}`;
}

function pointsText(delta: number, decimals: number): string {
  const text = decimalText(delta, decimals);
  return `${text} percentage ${text === '1' ? 'point' : 'points'}`;
}

/** Codes as a person reads them: "Social_Media" → "Social Media". */
function spoken(label: string): string {
  return label.replaceAll('_', ' ');
}

function spaced(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
