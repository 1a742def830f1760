import type { Figure } from '@engage/run';

/** A whole number with thousands separators. */
export function count(value: number | bigint): string {
  return value.toLocaleString('en-US');
}

/** Seconds as people say them: "0.4 s", "12 s", "3 min 20 s". */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** A figure's number in its unit: shares as percentages, money with its sign, three significant places otherwise. */
export function amount(value: number, unit?: string): string {
  if (!Number.isFinite(value)) return 'unknown';
  if (unit === 'share') return `${(value * 100).toFixed(1)} %`;
  if (unit?.toUpperCase().startsWith('USD')) return `$${places(value, 2)}`;
  return places(value, 3);
}

/** "0.831 to 0.841", or nothing where no interval was computed. */
export function interval({ low, high, unit }: Figure): string {
  return low === undefined || high === undefined ? '' : `${amount(low, unit)} to ${amount(high, unit)}`;
}

function places(value: number, digits: number): string {
  if (Number.isInteger(value)) return count(value);
  const size = Math.abs(value);
  return value.toLocaleString('en-US', {
    minimumFractionDigits: size < 100 ? digits : 0,
    maximumFractionDigits: size < 100 ? digits : 0,
  });
}
