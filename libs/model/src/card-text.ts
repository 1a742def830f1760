import type { Measurement } from './evaluation.ts';

/** Both ends of an interval. */
export function intervalText(measurement: Measurement | undefined): string {
  if (!measurement || measurement.low === null || measurement.high === null) return 'not defined';
  return `${significantText(measurement.low)} to ${significantText(measurement.high)}`;
}

/** Four significant digits at least, whole numbers above a thousand. */
export function significantText(value: number | null): string {
  if (value === null) return 'not defined';
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
}

/** A table in Markdown. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
