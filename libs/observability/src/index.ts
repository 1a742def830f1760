export { createLogger, silentLogger } from './logger.ts';
export type { Logger, LogLevel } from './logger.ts';
export { silentProgress } from './progress.ts';
export type { Progress, ProgressEvent } from './progress.ts';
