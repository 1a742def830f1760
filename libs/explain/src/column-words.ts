import type { Column } from '@engage/schema';
import { isPlural } from './plural.ts';
import { unitOf, type Unit } from './unit.ts';

/**
 * How a difference in a column is told.
 * - `fewer`: things that are counted ("4 fewer sessions a week")
 * - `less`: an amount of something ("12 minutes less feed time a day")
 * - `below`: a level ("match satisfaction score 0.8 below")
 * - `is`: a label ("account type is Free")
 * - `whether`: yes or no ("is creator")
 */
export type Style = 'fewer' | 'less' | 'below' | 'is' | 'whether';

/** What a column is called in a sentence. */
export interface ColumnWords {
  readonly noun: string;
  readonly unit: Unit;
  readonly style: Style;
  /** Numbers are whole. */
  readonly whole: boolean;
}

/** Nouns of a level: one has a higher or a lower one, not more or less of it. */
const LEVELS = new Set(
  'age average duration index length level mean median price quality rank rate ratio score share size value'.split(
    ' ',
  ),
);
const AVERAGES = new Set(['avg', 'average', 'mean']);
/** Abbreviations of the trade, spelt out. */
const ABBREVIATIONS: Readonly<Record<string, string>> = { iap: 'in-app', num: 'number of' };
/** Words for units and times that a column's name repeats although its unit says them. */
const UNIT_WORDS: Readonly<Record<string, readonly string[]>> = {
  percent: ['pct', 'percent'],
  seconds: ['sec', 'secs', 'seconds'],
  minutes: ['min', 'mins', 'minutes'],
  hours: ['hours'],
  days: ['days'],
  weeks: ['weeks'],
  months: ['months'],
  years: ['years'],
};

/**
 * The words of a column, from its name (or the contract's label for it), type and unit alone.
 *
 * @example columnWords(sessionsLast7Days).noun // 'sessions', with the unit's period "a week"
 */
export function columnWords(column: Column): ColumnWords {
  const unit = unitOf(column.unit);
  const words = column.label === undefined ? wordsOf(column.name) : column.label.trim().split(/\s+/);
  const whole = column.type === 'integer';
  if (column.type === 'boolean') return { noun: words.join(' '), unit, style: 'whether', whole };
  if (column.type === 'string') return { noun: words.join(' '), unit, style: 'is', whole };
  // A label is what people say; only a name has words that its unit says again.
  const nounWords = column.label === undefined ? withoutUnit(words, unit, column.unit) : words;
  const noun = nounWords.join(' ');
  return { noun, unit, style: styleOf(nounWords, unit), whole };
}

/** The words of a name in snake_case, kebab-case or camelCase, in lower case. */
export function wordsOf(name: string): string[] {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_\-.\s]+/g, ' ');
  return spaced.trim().toLowerCase().split(' ');
}

function styleOf(words: readonly string[], unit: Unit): Style {
  if (unit.kind === 'percent' || unit.kind === 'plain') return 'below';
  if (words.some((word) => LEVELS.has(word))) return 'below';
  if (unit.kind === 'count') return words.some(isPlural) ? 'fewer' : 'below';
  return unit.measure === words[0] ? 'fewer' : 'less';
}

/** Drops what the unit says already, and puts an average first: "session duration avg min" → "average session duration". */
function withoutUnit(words: readonly string[], unit: Unit, text: string | null): string[] {
  const measure = (text ?? '').split('/')[0]?.trim() ?? '';
  const repeated = new Set([
    ...(UNIT_WORDS[measure] ?? []),
    unit.kind === 'money' ? measure.toLowerCase() : '',
  ]);
  const first = words[0] ?? '';
  const bare = words.filter((word, index) => index === 0 || !repeated.has(word));
  const kept = withoutPeriod(bare, unit).map((word) => ABBREVIATIONS[word] ?? word);
  if (unit.kind !== 'count' && kept.length > 1 && unit.period !== '' && `${unit.periodWords[0]}ly` === first)
    kept.shift();
  const average = kept.some((word) => AVERAGES.has(word));
  const rest = kept.filter((word) => !AVERAGES.has(word));
  const noun = dropCount(rest, unit);
  return average ? ['average', ...noun] : noun;
}

/** "followers count" → "followers"; "photo count" stays, since "photo" alone is no number. */
function dropCount(words: readonly string[], unit: Unit): string[] {
  const bare = words.filter((word) => word !== 'count' && word !== 'alltime');
  return unit.kind === 'count' && bare.some(isPlural) ? bare : words.filter((word) => word !== 'alltime');
}

/** Takes "last 7 days", "per day" or "week" off the end when the unit names a time. */
function withoutPeriod(words: readonly string[], unit: Unit): string[] {
  if (unit.period === '') return [...words];
  const rest = [...words];
  const times = new Set([...unit.periodWords, 'day', 'days', 'week', 'month', 'year', 'last', 'per', 'a']);
  while (rest.length > 1 && (times.has(rest.at(-1) ?? '') || /^\d+$/.test(rest.at(-1) ?? ''))) rest.pop();
  return rest;
}
