import { expectedWords, type Column } from '@engage/schema';

/** Checks and reads the values of one column of a request. */
export interface ValueReader {
  readonly column: Column;
  /** What the value must be: "an integer in [0, 84]". */
  readonly expected: string;
  /** Whether a JSON value keeps the column's contract; null is not asked for. */
  accepts(value: unknown): boolean;
  /** The number that stands for an accepted value, as the features' SQL makes it; NaN for null. */
  number(value: unknown): number;
}

/** Stands for all words beyond the most frequent ones, as Prepare writes it: always the last word. */
const OTHER_WORD = '(other)';
/** Beyond it the features' SQL takes a number for missing. */
const LARGEST_FLOAT = 3.4e38;

/**
 * A reader of one column of a request.
 *
 * @param words behind the column's codes, where it is categorical
 */
export function valueReader(column: Column, words: readonly string[] | null): ValueReader {
  return {
    column,
    expected: column.type === 'boolean' ? 'true or false' : expectedWords(column),
    accepts: checkOf(column),
    number: numberOf(column, words ?? []),
  };
}

/**
 * A pattern of the contract as JavaScript and JSON Schema read it: the whole text must match.
 *
 * @example wholePattern('[A-Z]+') // '^(?:[A-Z]+)$'
 */
export function wholePattern(pattern: string): string {
  return `^(?:${pattern})$`;
}

function checkOf({
  type,
  minimum,
  maximum,
  values,
  pattern,
  maxLength,
}: Column): (value: unknown) => boolean {
  if (type === 'boolean') return (value) => typeof value === 'boolean';
  if (type !== 'integer' && type !== 'number') {
    const words = values && new Set(values);
    const whole = pattern === null ? null : new RegExp(wholePattern(pattern), 'u');
    return (value) =>
      typeof value === 'string' &&
      (words === null || words.has(value)) &&
      (maxLength === null || hasAtMost(value, maxLength)) &&
      (whole === null || whole.test(value));
  }
  const numbers = values && new Set(values.map(Number));
  const low = typeof minimum === 'number' ? minimum : -Infinity;
  const high = typeof maximum === 'number' ? maximum : Infinity;
  const isNumber: (value: unknown) => boolean = type === 'integer' ? Number.isSafeInteger : Number.isFinite;
  return (value) =>
    isNumber(value) &&
    (value as number) >= low &&
    (value as number) <= high &&
    (numbers === null || numbers.has(value as number));
}

/** Whether a text has at most so many characters; each is one or two code units, so that long text is not taken apart. */
function hasAtMost(text: string, characters: number): boolean {
  return text.length <= characters || (text.length <= 2 * characters && [...text].length <= characters);
}

function numberOf({ type }: Column, words: readonly string[]): (value: unknown) => number {
  if (type !== 'string') {
    // A boolean becomes 0 or 1, null missing.
    return (value) => {
      if (value === null) return Number.NaN;
      const number = Number(value);
      return Math.abs(number) <= LARGEST_FLOAT ? Math.fround(number) : Number.NaN;
    };
  }
  const hasOther = words.at(-1) === OTHER_WORD;
  const own = hasOther ? words.slice(0, -1) : words;
  const codes = new Map(own.map((word, code) => [word, code]));
  const unknown = hasOther ? own.length : Number.NaN;
  return (value) => (typeof value === 'string' ? (codes.get(value) ?? unknown) : Number.NaN);
}
