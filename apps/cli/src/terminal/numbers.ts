import type { Figure } from '@engage/run';

/** A whole number with thousands separators. */
export function count(value: number | bigint): string {
  return value.toLocaleString('en-US');
}

/** Seconds as people say them: "0.4 s", "12 s", "3 min 20 s". */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 100 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A figure's number in its unit: shares as percentages, money with its sign, otherwise as many places as matter. */
export function amount(value: number, unit?: string): string {
  if (!Number.isFinite(value)) return 'unknown';
  if (unit === 'share') return `${fixed(value * 100, 1)} %`;
  if (unit?.toUpperCase().startsWith('USD')) return value < 0 ? `-$${money(-value)}` : `$${money(value)}`;
  if (Number.isInteger(value)) return count(value);
  const size = Math.abs(value);
  return fixed(value, size < 2 ? 3 : size < 20 ? 2 : size < 1000 ? 1 : 0);
}

/** "0.831 to 0.841", or nothing where no interval was computed. */
export function interval({ low, high, unit }: Figure): string {
  if (low === undefined || high === undefined) return '';
  const first = amount(low, unit);
  // "99.1 to 99.5 %" says the unit once.
  return `${unit === 'share' ? first.replace(' %', '') : first} to ${amount(high, unit)}`;
}

function money(value: number): string {
  return fixed(value, value < 1000 ? 2 : 0);
}

function fixed(value: number, digits: number): string {
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // What rounds to nothing has no sign.
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}
