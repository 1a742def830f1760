/** How a number is written: a count, a share of one as percent, or a plain number with its unit. */
export type NumberStyle = 'count' | 'share' | 'score' | { readonly unit: string };

/** Units whose numbers read without a name. */
const PLAIN = new Set(['', 'score', 'ratio', 'index', 'points', 'number']);

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const shares = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const scores = new Intl.NumberFormat('en-US', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const wide = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/**
 * A number in a reader's words.
 *
 * @example numberText(99012, 'count') // '99,012'
 * @example numberText(0.4917, 'share') // '49.2 %'
 * @example numberText(12.3, { unit: 'USD' }) // '$12.30'
 */
export function numberText(value: number, style: NumberStyle): string {
  if (!Number.isFinite(value)) return 'not known';
  if (style === 'count') return counts.format(value);
  if (style === 'share') return `${plain(shares, 100 * value)}\u00a0%`;
  if (style === 'score') return plain(scores, value);
  return withUnit(value, style.unit);
}

/** Both ends of an interval, in the same style as the number it belongs to: "48.9 to 49.5 %". */
export function intervalText(low: number, high: number, style: NumberStyle): string {
  if (style === 'share') return `${plain(shares, 100 * low)} to ${numberText(high, style)}`;
  if (style === 'count' || style === 'score')
    return `${numberText(low, style)} to ${numberText(high, style)}`;
  return `${amountText(low, style.unit)} to ${withUnit(high, style.unit)}`;
}

/** The same style as a d3 format, for the axes of charts. */
export function axisFormatOf(style: NumberStyle): string {
  if (style === 'share') return '.0%';
  return typeof style !== 'string' && isMoney(style.unit) ? '$,.6~r' : ',.6~r';
}

/** The style in which a column's or model's unit is written. */
export function styleOfUnit(unit: string | null): NumberStyle {
  if (unit === null || PLAIN.has(unit)) return 'score';
  if (unit === 'share' || unit === 'probability') return 'share';
  return { unit };
}

function withUnit(value: number, unit: string): string {
  const [measure = '', time = ''] = unit.split('/');
  const amount = amountText(value, unit);
  const measured =
    isMoney(unit) || measure === 'count' ? amount : `${amount}\u00a0${isPercent(measure) ? '%' : measure}`;
  return time === '' ? measured : `${measured} ${periodText(time)}`;
}

/** "week" → "a week", "30 days" → "in 30 days". */
function periodText(time: string): string {
  if (/^\d/.test(time)) return `in ${time}`;
  return /^(hour|[aeio])/.test(time) ? `an ${time}` : `a ${time}`;
}

function amountText(value: number, unit: string): string {
  const [measure = ''] = unit.split('/');
  const size = Math.abs(value);
  const format = size < 10 ? wide : size < 1000 ? shares : counts;
  if (isMoney(unit)) return `${value < 0 ? '−' : ''}$${(size < 1000 ? wide : counts).format(size)}`;
  return plain(isPercent(measure) ? shares : format, value);
}

function isMoney(unit: string): boolean {
  return unit.split('/')[0] === 'USD';
}

function isPercent(measure: string): boolean {
  return measure === 'percent' || measure === '%';
}

/** A real minus sign, and no negative zero. */
function plain(format: Intl.NumberFormat, value: number): string {
  const text = format.format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
