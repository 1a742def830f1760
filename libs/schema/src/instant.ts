import type { ColumnType } from './contract.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/;

/**
 * A date as `2025-01-31`, a moment as ISO 8601 in UTC with milliseconds; null when the text is neither or the
 * type has no time.
 */
export function instantOf(type: ColumnType, text: string): string | null {
  const form = type === 'date' ? DATE : type === 'timestamp' ? TIMESTAMP : null;
  if (!form?.test(text)) return null;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return null;
  const iso = moment.toISOString();
  // 2025-02-30 is read as March the 2nd
  if (iso.slice(0, 10) !== text.slice(0, 10)) return null;
  return type === 'date' ? iso.slice(0, 10) : iso;
}
