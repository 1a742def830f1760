import { pino } from 'pino';

/** Structured log: counts, ids and durations; never rows or feature values. */
export interface Logger {
  info(data: Record<string, unknown>, message: string): void;
  warn(data: Record<string, unknown>, message: string): void;
  error(data: Record<string, unknown>, message: string): void;
}

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/**
 * JSON lines on standard error, so that standard output stays free for results.
 *
 * @example createLogger('info').info({ rows: 100 }, 'Prepared')
 */
export function createLogger(level: LogLevel = 'info'): Logger {
  const base = null;
  return pino(
    { level, base, redact: ['*.row', '*.rows[*]', '*.values'] },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** A log that keeps nothing. */
export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
