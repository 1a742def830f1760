export { start } from './handler.ts';
export type { StartAnswer, StartTools } from './handler.ts';
