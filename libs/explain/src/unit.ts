/** What a unit says about its numbers: what is counted or measured, and over which time. */
export interface Unit {
  /** `count`: things; `money`: an amount; `percent`; `amount`: a measure with a name (minutes); `plain`: no name. */
  readonly kind: 'count' | 'money' | 'percent' | 'amount' | 'plain';
  /** Plural name of the measure ("minutes"), or the currency's sign or code; empty for counts and plain numbers. */
  readonly measure: string;
  /** How the time reads after a noun: "a week", "in 30 days"; empty without one. */
  readonly period: string;
  /** The words of the time in the unit, for example ["30", "days"]. */
  readonly periodWords: readonly string[];
}

/** Units whose numbers read without a name. */
const PLAIN = new Set(['', 'score', 'ratio', 'probability', 'index', 'share', 'points', 'number']);
const PERCENT = new Set(['percent', '%', 'pct']);
/** Signs of currencies that are written before the amount; others keep their ISO 4217 code. */
const SIGNS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£' };

/**
 * Reads a contract's unit.
 *
 * @example unitOf('count/week') // { kind: 'count', measure: '', period: 'a week', periodWords: ['week'] }
 */
export function unitOf(text: string | null): Unit {
  const [measure = '', time = ''] = (text ?? '').split('/').map((part) => part.trim());
  const periodWords = time === '' ? [] : time.toLowerCase().split(/\s+/);
  return { ...measured(measure), period: periodOf(time), periodWords };
}

function measured(measure: string): Pick<Unit, 'kind' | 'measure'> {
  if (measure === 'count') return { kind: 'count', measure: '' };
  if (PERCENT.has(measure)) return { kind: 'percent', measure: '' };
  if (/^[A-Z]{3}$/.test(measure) && measure !== 'UTC')
    return { kind: 'money', measure: SIGNS[measure] ?? measure };
  if (PLAIN.has(measure)) return { kind: 'plain', measure: '' };
  return { kind: 'amount', measure };
}

function periodOf(time: string): string {
  if (time === '') return '';
  if (/^\d/.test(time)) return `in ${time}`;
  return /^(hour|[aeio])/.test(time) ? `an ${time}` : `a ${time}`;
}
