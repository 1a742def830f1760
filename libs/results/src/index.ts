export { cleanup } from './cleanup.ts';
export { ConsistencyError } from './consistency-error.ts';
export { ensemble } from './ensemble.ts';
export type { ResultsPorts } from './ensemble.ts';
export { publish } from './publish.ts';
export { qa } from './qa.ts';
export { results } from './results.ts';
